package io.github.thingseal.cloud.internal.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The fields of one object in an answer. Unknown ones are ignored, null counts as absent. */
public final class JsonFields {
  private static final int UID_BITS = 64;

  private final JsonNode node;
  private final String place;

  JsonFields(JsonNode node, String place) {
    this.node = node;
    this.place = place;
  }

  /** A text that must be there and not be empty. */
  public String text(String name) {
    return optionalText(name).orElseThrow(() -> missing(name));
  }

  /** A text that may be absent; an empty one counts as absent. */
  public Optional<String> optionalText(String name) {
    JsonNode value = find(name);
    if (value == null) {
      return Optional.empty();
    }
    if (!value.isTextual()) {
      throw wrongType(name, "text", value);
    }
    return Optional.of(value.textValue()).filter(text -> !text.isEmpty());
  }

  /** A whole number that must be there. */
  public int integer(String name) {
    return optionalInteger(name).orElseThrow(() -> missing(name));
  }

  /** A whole number that may be absent. */
  public OptionalInt optionalInteger(String name) {
    JsonNode value = find(name);
    if (value == null) {
      return OptionalInt.empty();
    }
    if (!value.isIntegralNumber() || !value.canConvertToInt()) {
      throw wrongType(name, "a whole number", value);
    }
    return OptionalInt.of(value.intValue());
  }

  /** A whole number of 64 bits that may be absent. */
  public OptionalLong optionalLong(String name) {
    JsonNode value = find(name);
    if (value == null) {
      return OptionalLong.empty();
    }
    if (!value.isIntegralNumber() || !value.canConvertToLong()) {
      throw wrongType(name, "a whole number", value);
    }
    return OptionalLong.of(value.longValue());
  }

  /** A truth value that must be there. */
  public boolean bool(String name) {
    return optionalBool(name).orElseThrow(() -> missing(name));
  }

  /** A truth value that may be absent. */
  public Optional<Boolean> optionalBool(String name) {
    JsonNode value = find(name);
    if (value == null) {
      return Optional.empty();
    }
    if (!value.isBoolean()) {
      throw wrongType(name, "true or false", value);
    }
    return Optional.of(value.booleanValue());
  }

  /** A moment in ISO 8601 with its offset, which may be absent. */
  public Optional<Instant> optionalInstant(String name) {
    return optionalText(name).map(text -> parseInstant(name, text));
  }

  /** A RoTPublicUID that must be there, in whatever form the service writes it. */
  public String uid(String name) {
    return optionalUid(name).orElseThrow(() -> missing(name));
  }

  /** A RoTPublicUID that may be absent. One customer database keeps it as a 64-bit number. */
  public Optional<String> optionalUid(String name) {
    JsonNode value = find(name);
    return value == null ? Optional.empty() : Optional.of(uidText(name, value));
  }

  /** A list of RoTPublicUIDs that must be there. */
  public List<String> uids(String name) {
    List<String> uids = new ArrayList<>();
    for (JsonNode item : list(name)) {
      uids.add(uidText(name, item));
    }
    return uids;
  }

  /** A list of objects that must be there. */
  public List<JsonFields> objects(String name) {
    List<JsonFields> objects = new ArrayList<>();
    for (JsonNode item : list(name)) {
      if (!item.isObject()) {
        throw wrongType(name, "a list of objects", item);
      }
      objects.add(new JsonFields(item, place + name + "[" + objects.size() + "]."));
    }
    return objects;
  }

  private JsonNode list(String name) {
    JsonNode value = find(name);
    if (value == null) {
      throw missing(name);
    }
    if (!value.isArray()) {
      throw wrongType(name, "a list", value);
    }
    return value;
  }

  private @Nullable JsonNode find(String name) {
    JsonNode value = node.get(name);
    return value == null || value.isNull() ? null : value;
  }

  private String uidText(String name, JsonNode value) {
    if (value.isIntegralNumber()) {
      BigInteger number = value.bigIntegerValue();
      if (number.signum() >= 0 && number.bitLength() <= UID_BITS) {
        return String.format("%016x", number);
      }
    }
    if (!value.isTextual() || value.textValue().isBlank()) {
      throw wrongType(name, "a RoTPublicUID", value);
    }
    return value.textValue();
  }

  private Instant parseInstant(String name, String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeParseException e) {
      throw new AnswerFormatException(
          "JSON whose field " + place + name + " is not a time such as 2026-01-31T12:00:00Z");
    }
  }

  private AnswerFormatException missing(String name) {
    return new AnswerFormatException("JSON without the field " + place + name);
  }

  private AnswerFormatException wrongType(String name, String due, JsonNode value) {
    return new AnswerFormatException(
        "JSON whose field " + place + name + " is not " + due + " but " + Json.kindOf(value));
  }
}
