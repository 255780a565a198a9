package io.github.thingseal.cloud.operation;

import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.internal.arguments.Arguments;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which path stands for which operation: {@link Operations}, with what a user knows better. */
public final class OperationCatalogue {
  private static final OperationCatalogue STANDARD = of(standardOperations());

  private final Map<String, Operation> byName;

  private OperationCatalogue(Map<String, Operation> byName) {
    this.byName = Collections.unmodifiableMap(byName);
  }

  /**
   * The catalogue with the default paths.
   *
   * @return {@link Operations#all()}
   */
  public static OperationCatalogue standard() {
    return STANDARD;
  }

  /**
   * The default catalogue with what a file says otherwise.
   *
   * <p>A file whose name ends in {@code .json} holds one object: {@code {"psk.get": "/psk/v2/get",
   * "whitelist.add": {"path": "/whitelist/put", "repeatable": false}}}. Any other file holds
   * properties without backslashes: {@code psk.get=/psk/v2/get} and {@code
   * whitelist.add.repeatable=false}. Both are in UTF-8; a byte order mark is skipped.
   *
   * <p>A JSON file with a field {@code openapi} is a corrected copy of the OpenAPI document in this
   * SDK's jar ({@code io/github/thingseal/cloud/operation/security-services.openapi.json}). Paths,
   * {@code x-repeatable}, {@code x-portal-only} and evidence are taken from it, and names of
   * fields: a property that the service spells {@code Identity} and this SDK {@code PSKIdentity} is
   * written {@code "Identity": {"x-field": "PSKIdentity", …}}. What else differs is rejected by
   * name.
   *
   * @param file the file, or a link to it: a regular file of at most 1 MiB
   * @return a new catalogue
   * @throws InvalidInputException if the file cannot be read, is malformed, names an operation that
   *     does not exist, or changes what only another version of this SDK can
   */
  public static OperationCatalogue fromFile(Path file) {
    Arguments.required(file, "file");
    return CatalogueFile.read(file);
  }

  /**
   * Every operation.
   *
   * @return the operations with the paths in force
   */
  public List<Operation> all() {
    return List.copyOf(byName.values());
  }

  /**
   * Finds an operation.
   *
   * @param name its name, such as {@code psk.get}
   * @return the operation with the path in force
   * @throws InvalidInputException if there is none of that name
   */
  public Operation get(String name) {
    Arguments.required(name, "name");
    Operation operation = byName.get(name);
    if (operation == null) {
      throw new InvalidInputException(
          "There is no operation \"" + name + "\"; there are " + byName.keySet());
    }
    return operation;
  }

  /**
   * The same catalogue with another path for one operation.
   *
   * @param name the name of the operation
   * @param path its path below the base URL
   * @return a new catalogue
   * @throws InvalidInputException if there is no such operation, or the path is malformed
   */
  public OperationCatalogue withPath(String name, String path) {
    Arguments.required(name, "name");
    Arguments.required(path, "path");
    return with(get(name).withPath(path));
  }

  /**
   * The same catalogue with one operation replaced.
   *
   * @param operation what replaces the operation of the same name
   * @return a new catalogue
   * @throws InvalidInputException if there is none of that name
   */
  public OperationCatalogue with(Operation operation) {
    Arguments.required(operation, "operation");
    get(operation.name());
    Map<String, Operation> changed = new LinkedHashMap<>(byName);
    changed.put(operation.name(), operation);
    return new OperationCatalogue(changed);
  }

  static OperationCatalogue of(Map<String, Operation> operations) {
    return new OperationCatalogue(new LinkedHashMap<>(operations));
  }

  private static Map<String, Operation> standardOperations() {
    Map<String, Operation> operations = new LinkedHashMap<>();
    OpenApiDocument.standardOperations()
        .forEach(operation -> operations.put(operation.name(), operation));
    return operations;
  }
}
