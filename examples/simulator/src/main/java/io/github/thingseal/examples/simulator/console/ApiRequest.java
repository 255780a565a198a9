package io.github.thingseal.examples.simulator.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.thingseal.core.id.DeviceProfileUid;
import io.github.thingseal.core.id.RotPublicUid;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the page asks for. */
final class ApiRequest {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final int MAX_DIGITS = 15;

  private final Map<String, String> query;
  private final byte[] body;

  ApiRequest(Map<String, String> query, byte[] body) {
    this.query = query;
    this.body = body;
  }

  /** A parameter of the address, empty if it is absent. */
  String query(String name) {
    return query.getOrDefault(name, "");
  }

  /** The body as it came. */
  byte[] body() {
    return body;
  }

  /** A number of the address, 0 if it is absent. */
  long queryNumber(String name) {
    String text = query.getOrDefault(name, "0");
    if (!text.matches("[0-9]{1," + MAX_DIGITS + "}")) {
      throw new ConsoleRefusal(400, name + " must be a number");
    }
    return Long.parseLong(text);
  }

  String text(String name) {
    JsonNode value = field(name);
    if (!value.isTextual()) {
      throw new ConsoleRefusal(400, name + " must be a text");
    }
    return value.textValue().strip();
  }

  int number(String name) {
    JsonNode value = field(name);
    if (!value.canConvertToInt() || !value.isIntegralNumber()) {
      throw new ConsoleRefusal(400, name + " must be a whole number");
    }
    return value.intValue();
  }

  boolean flag(String name) {
    JsonNode value = field(name);
    if (!value.isBoolean()) {
      throw new ConsoleRefusal(400, name + " must be true or false");
    }
    return value.booleanValue();
  }

  List<String> texts(String name) {
    JsonNode value = field(name);
    List<String> texts = new ArrayList<>();
    value.forEach(each -> texts.add(each.asText().strip()));
    if (!value.isArray()) {
      throw new ConsoleRefusal(400, name + " must be a list");
    }
    return texts;
  }

  RotPublicUid uid() {
    return RotPublicUid.of(text("uid"));
  }

  DeviceProfileUid profile() {
    return DeviceProfileUid.of(text("profile"));
  }

  private JsonNode field(String name) {
    JsonNode tree = tree();
    return tree instanceof ObjectNode object && object.has(name)
        ? object.get(name)
        : MissingNode.getInstance();
  }

  private JsonNode tree() {
    try {
      return MAPPER.readTree(body);
    } catch (IOException e) {
      throw new ConsoleRefusal(400, "The body is no JSON");
    }
  }
}
