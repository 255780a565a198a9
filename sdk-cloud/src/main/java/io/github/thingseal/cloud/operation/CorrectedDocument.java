package io.github.thingseal.cloud.operation;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.thingseal.core.InvalidInputException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A copy of this SDK's OpenAPI document that a user corrected. Paths, names of fields, evidence and
 * whether an operation may be repeated are taken from it; any other difference needs another
 * version of the SDK and is reported by name.
 */
final class CorrectedDocument {
  private static final int SHOWN = 20;

  private final Map<String, OpenApiOperation> ours;
  private final Map<String, OpenApiOperation> theirs;
  private final List<String> unsupported = new ArrayList<>();

  private CorrectedDocument(OpenApiDocument ours, OpenApiDocument theirs) {
    this.ours = ours.byName();
    this.theirs = theirs.byName();
    compare("servers (set the base URL on the builder)", ours, theirs, "/servers");
    compare("security", ours, theirs, "/security");
    compare("webhooks", ours, theirs, "/webhooks");
    compare("securitySchemes", ours, theirs, "/components/securitySchemes");
  }

  static OperationCatalogue read(Path file, JsonNode root) {
    CorrectedDocument corrected =
        new CorrectedDocument(OpenApiDocument.standard(), parsed(file, root));
    OperationCatalogue catalogue = OperationCatalogue.of(corrected.operations());
    if (!corrected.unsupported.isEmpty()) {
      throw new InvalidInputException(
          file
              + " changes what this version of the SDK cannot: "
              + corrected.shown()
              + ". Undo these changes in the file, and use SecurityServices.call for such operations");
    }
    return catalogue;
  }

  private static OpenApiDocument parsed(Path file, JsonNode root) {
    try {
      return OpenApiDocument.of(root);
    } catch (InvalidInputException e) {
      throw new InvalidInputException(file + ": " + e.getMessage(), e);
    }
  }

  private String shown() {
    int more = unsupported.size() - SHOWN;
    return String.join("; ", unsupported.subList(0, Math.min(SHOWN, unsupported.size())))
        + (more > 0 ? "; and " + more + " more" : "");
  }

  private Map<String, Operation> operations() {
    Map<String, Operation> operations = new LinkedHashMap<>();
    for (Map.Entry<String, OpenApiOperation> entry : ours.entrySet()) {
      OpenApiOperation their = theirs.get(entry.getKey());
      if (their == null) {
        unsupported.add(entry.getKey() + " is missing");
        operations.put(entry.getKey(), entry.getValue().toOperation());
      } else {
        operations.put(entry.getKey(), corrected(entry.getValue(), their));
      }
    }
    theirs.keySet().stream()
        .filter(name -> !ours.containsKey(name))
        .forEach(name -> unsupported.add(name + " is new"));
    return operations;
  }

  private Operation corrected(OpenApiOperation our, OpenApiOperation their) {
    String name = our.name();
    if (!their.method().equals(our.method())) {
      unsupported.add(name + ": method " + their.method());
    }
    try {
      compareFrames(name, our.frame(), their.frame());
      OpenApiShape request = their.request();
      OpenApiShape answer = their.answer();
      compare(name + ": request", our.request().schema(), request.schema());
      compare(name + ": answer", our.answer().schema(), answer.schema());
      return their.toOperation().withFieldNames(FieldNames.of(request.names(), answer.names()));
    } catch (InvalidInputException e) {
      unsupported.add(name + ": " + e.getMessage());
      return our.toOperation();
    }
  }

  private void compareFrames(String name, OpenApiShape our, OpenApiShape their) {
    Set<String> parts = new TreeSet<>();
    our.schema().fieldNames().forEachRemaining(parts::add);
    their.schema().fieldNames().forEachRemaining(parts::add);
    parts.forEach(
        part -> compare(name + ": " + part, our.schema().path(part), their.schema().path(part)));
    their
        .names()
        .forEach((sdk, service) -> unsupported.add(name + ": " + service + " in place of " + sdk));
  }

  private void compare(String place, OpenApiDocument our, OpenApiDocument their, String pointer) {
    compare(place, our.root().at(pointer), their.root().at(pointer));
  }

  private void compare(String place, JsonNode our, JsonNode their) {
    if (our.isObject() && their.isObject()) {
      Set<String> names = new TreeSet<>();
      our.fieldNames().forEachRemaining(names::add);
      their.fieldNames().forEachRemaining(names::add);
      names.remove("description");
      names.forEach(name -> compare(place + "." + name, our.path(name), their.path(name)));
    } else if (!our.equals(their)) {
      unsupported.add(place);
    }
  }
}
