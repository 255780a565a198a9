package io.github.thingseal.testkit.internal.service;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.id.DeviceProfileUid;
import io.github.thingseal.core.id.RotPublicUid;
import io.github.thingseal.testkit.DeviceFeature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The JSON object of a request: every field is checked where it is read. */
final class RequestBody {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private final ObjectNode fields;

  private RequestBody(ObjectNode fields) {
    this.fields = fields;
  }

  static RequestBody parse(byte[] body) {
    return new RequestBody(object(tree(body)));
  }

  String text(String name) {
    JsonNode value = fields.path(name);
    if (value.isMissingNode() || value.isNull()) {
      throw Refusal.badRequest(name + " is missing");
    }
    if (!value.isTextual()) {
      throw Refusal.badRequest(name + " must be a string");
    }
    if (value.textValue().isBlank()) {
      throw Refusal.badRequest(name + " is blank");
    }
    return value.textValue();
  }

  byte[] hex(String name) {
    String text = text(name);
    try {
      return HexFormat.of().parseHex(text);
    } catch (IllegalArgumentException e) {
      throw Refusal.badRequest(
          name + " must be an even number of hexadecimal digits, but is \"" + text + "\"");
    }
  }

  RotPublicUid uid() {
    return uid("ROTPublicUID", text("ROTPublicUID"));
  }

  List<RotPublicUid> uids() {
    List<RotPublicUid> uids = new ArrayList<>();
    for (String text : texts("ROTPublicUIDs")) {
      uids.add(uid("ROTPublicUIDs", text));
    }
    return uids;
  }

  Set<DeviceFeature> features() {
    Set<DeviceFeature> features = EnumSet.noneOf(DeviceFeature.class);
    for (String name : texts("Features")) {
      features.add(DeviceFeature.ofWireName(name).orElseThrow(() -> unknownFeature(name)));
    }
    return features;
  }

  Optional<DeviceProfileUid> profile() {
    if (!fields.has("DeviceProfileUID")) {
      return Optional.empty();
    }
    try {
      return Optional.of(DeviceProfileUid.of(text("DeviceProfileUID")));
    } catch (InvalidInputException e) {
      throw Refusal.badRequest("DeviceProfileUID: " + e.getMessage());
    }
  }

  private List<String> texts(String name) {
    JsonNode value = fields.path(name);
    if (value.isMissingNode() || value.isNull()) {
      throw Refusal.badRequest(name + " is missing");
    }
    if (!value.isArray() || value.isEmpty()) {
      throw Refusal.badRequest(name + " must be a list of one string or more");
    }
    List<String> texts = new ArrayList<>();
    for (JsonNode element : value) {
      if (!element.isTextual()) {
        throw Refusal.badRequest(name + " must be a list of strings");
      }
      texts.add(element.textValue());
    }
    return texts;
  }

  private static RotPublicUid uid(String field, String text) {
    try {
      return RotPublicUid.of(text);
    } catch (InvalidInputException e) {
      throw Refusal.badRequest(field + " must be 16 hexadecimal digits, but is \"" + text + "\"");
    }
  }

  private static Refusal unknownFeature(String name) {
    String known =
        Arrays.stream(DeviceFeature.values())
            .map(DeviceFeature::wireName)
            .collect(Collectors.joining(", "));
    return Refusal.badRequest("Features: \"" + name + "\" is not one of " + known);
  }

  private static JsonNode tree(byte[] body) {
    try {
      return JSON.readTree(body);
    } catch (JacksonException e) {
      // Only the place: the parser's own message quotes what may be a secret.
      throw Refusal.badRequest("The body is not JSON" + place(e.getLocation()));
    } catch (IOException e) {
      throw new IllegalStateException("Reading from memory cannot fail", e);
    }
  }

  /** A body that is nested too deeply is refused without a place. */
  private static String place(@Nullable JsonLocation location) {
    return location == null
        ? ""
        : ": see line " + location.getLineNr() + ", column " + location.getColumnNr();
  }

  private static ObjectNode object(JsonNode tree) {
    if (tree instanceof ObjectNode object) {
      return object;
    }
    throw Refusal.badRequest("The body must be a JSON object");
  }
}
