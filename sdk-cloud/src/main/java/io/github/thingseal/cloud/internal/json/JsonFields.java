package io.github.thingseal.cloud.internal.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one object in an answer. Unknown ones are ignored, null counts as absent. How the
 * service spells a name is taken from few samples, so a name in other case counts where no two of
 * them do.
 */
public final class JsonFields {
  private static final int UID_BITS = 64;

  /** Up to here a double holds each whole number. */
  private static final double MAX_EXACT = 1L << 53;

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
    if (!isWhole(value) || !value.canConvertToInt()) {
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
    if (!isWhole(value) || !value.canConvertToLong()) {
      throw wrongType(name, "a whole number", value);
    }
    return OptionalLong.of(value.longValue());
  }

  /** Whether a number is whole, such as 128, 128.0 and 1.28e2; text such as "128" is no number. */
  private static boolean isWhole(JsonNode value) {
    if (value.isIntegralNumber()) {
      return true;
    }
    double number = value.doubleValue();
    return value.isNumber() && Math.abs(number) <= MAX_EXACT && number == Math.rint(number);
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

  /**
   * A moment in ISO 8601 with its offset, which may be absent. What is no such moment counts as
   * absent: it is not worth losing the rest of the answer.
   */
  public Optional<Instant> optionalInstant(String name) {
    JsonNode value = find(name);
    return value == null || !value.isTextual() ? Optional.empty() : instant(value.textValue());
  }

  /** A RoTPublicUID that must be there, in whatever form the service writes it. */
  public String uid(String name) {
    return optionalUid(name).orElseThrow(() -> missing(name));
  }

  /**
   * A text or whole number as text, because serial numbers may be either; what is neither counts as
   * absent.
   */
  public Optional<String> readableTextOrNumber(String name) {
    JsonNode value = find(name);
    return value != null && value.isIntegralNumber()
        ? Optional.of(value.asText())
        : readableText(name);
  }

  /** A whole number; what is none counts as absent. */
  public OptionalInt readableInteger(String name) {
    JsonNode value = find(name);
    return value != null && isWhole(value) && value.canConvertToInt()
        ? OptionalInt.of(value.intValue())
        : OptionalInt.empty();
  }

  /** A RoTPublicUID that may be absent. One customer database keeps it as a 64-bit number. */
  public Optional<String> optionalUid(String name) {
    JsonNode value = find(name);
    return value == null ? Optional.empty() : Optional.of(uidText(name, value));
  }

  /** A RoTPublicUID that is only compared: what is none counts as absent. */
  public Optional<String> readableUid(String name) {
    JsonNode value = find(name);
    return value != null && isUid(value) ? Optional.of(uidText(name, value)) : Optional.empty();
  }

  /** The RoTPublicUIDs that fields of these names hold, alone or in lists, wherever they are. */
  public List<String> uidsAtAnyDepth(Predicate<String> names) {
    List<String> uids = new ArrayList<>(1);
    collectUids(names, node, uids);
    return uids;
  }

  private void collectUids(Predicate<String> names, JsonNode within, List<String> uids) {
    for (Map.Entry<String, JsonNode> field : within.properties()) {
      JsonNode value = field.getValue();
      if (names.test(field.getKey())) {
        addUid(value, uids);
        if (value.isArray()) {
          value.forEach(element -> addUid(element, uids));
        }
      }
      collectUids(names, value, uids);
    }
    if (within.isArray()) {
      within.forEach(element -> collectUids(names, element, uids));
    }
  }

  private static void addUid(JsonNode value, List<String> uids) {
    if (isUid(value)) {
      uids.add(uidText(value));
    }
  }

  /** A text; what is none counts as absent. */
  public Optional<String> readableText(String name) {
    JsonNode value = find(name);
    return value != null && value.isTextual() ? optionalText(name) : Optional.empty();
  }

  /** A list of texts; what is none counts as absent. */
  public Optional<List<String>> readableTexts(String name) {
    JsonNode value = find(name);
    if (value == null || !value.isArray()) {
      return Optional.empty();
    }
    List<String> texts = new ArrayList<>();
    value.forEach(item -> texts.add(item.isTextual() ? item.textValue() : ""));
    return Optional.of(texts).filter(all -> all.stream().noneMatch(String::isEmpty));
  }

  /** Says what a value should be that is of the right type. */
  public AnswerFormatException malformed(String name, String due) {
    return new AnswerFormatException("JSON whose field " + place + name + " is not " + due);
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
    if (value == null) {
      value = inOtherCase(name);
    }
    return value == null || value.isNull() ? null : value;
  }

  private @Nullable JsonNode inOtherCase(String name) {
    JsonNode found = null;
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      if (field.getKey().equalsIgnoreCase(name)) {
        if (found != null) {
          throw new AnswerFormatException(
              "JSON with two spellings of the field " + place + name + ", none of them this one");
        }
        found = field.getValue();
      }
    }
    return found;
  }

  private String uidText(String name, JsonNode value) {
    if (!isUid(value)) {
      throw wrongType(name, "a RoTPublicUID", value);
    }
    return uidText(value);
  }

  private static String uidText(JsonNode uid) {
    return uid.isTextual() ? uid.textValue() : String.format("%016x", uid.bigIntegerValue());
  }

  private static boolean isUid(JsonNode value) {
    if (value.isTextual()) {
      return !value.textValue().isBlank();
    }
    return value.isIntegralNumber()
        && value.bigIntegerValue().signum() >= 0
        && value.bigIntegerValue().bitLength() <= UID_BITS;
  }

  private static Optional<Instant> instant(String text) {
    try {
      return Optional.of(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private AnswerFormatException missing(String name) {
    return new AnswerFormatException("JSON without the field " + place + name);
  }

  private AnswerFormatException wrongType(String name, String due, JsonNode value) {
    return new AnswerFormatException(
        "JSON whose field " + place + name + " is not " + due + " but " + kindOf(value));
  }

  static String kindOf(JsonNode node) {
    return switch (node.getNodeType()) {
      case ARRAY -> "a list";
      case BOOLEAN -> "true or false";
      case NULL -> "null";
      case NUMBER -> "a number";
      case OBJECT, POJO -> "an object";
      case STRING, BINARY -> "text";
      case MISSING -> "nothing";
    };
  }
}
