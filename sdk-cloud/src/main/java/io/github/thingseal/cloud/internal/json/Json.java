package io.github.thingseal.cloud.internal.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.thingseal.core.InvalidInputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads and writes JSON. Errors say where, never what: Jackson's own messages quote the text. */
public final class Json {
  private static final int MAX_DEPTH = 100;
  private static final int MAX_NUMBER_LENGTH = 100;
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .recyclerPool(new SmallBuffers())
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxNumberLength(MAX_NUMBER_LENGTH)
                  .build())
          .build();
  private static final JsonMapper MAPPER =
      JsonMapper.builder(FACTORY)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();
  private static final ObjectReader READER = MAPPER.readerFor(JsonNode.class);
  private static final ObjectWriter WRITER = MAPPER.writer();
  private static final int PEEK = 256;

  private Json() {}

  /** Writes an object of texts, numbers, lists and maps. */
  public static byte[] write(Map<String, ?> object) {
    try {
      return WRITER.writeValueAsBytes(object);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A map of texts and lists can always be written", e);
    }
  }

  /** Parses the object that an operation answers. */
  public static JsonFields parseObject(byte[] answer) {
    JsonNode node = parseAnswer(answer);
    if (!node.isObject()) {
      throw new AnswerFormatException("JSON that is not an object but " + JsonFields.kindOf(node));
    }
    return new JsonFields(node, "");
  }

  /**
   * The same answer with other names of fields, at every depth; a blank one as it is. Where a field
   * has by chance the name that another one gets, the other one counts.
   */
  public static byte[] renamed(byte[] answer, Map<String, String> names) {
    if (isBlank(answer)) {
      return answer.clone();
    }
    try {
      return WRITER.writeValueAsBytes(renamed(parseAnswer(answer), names));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("What was parsed can always be written", e);
    }
  }

  private static JsonNode renamed(JsonNode node, Map<String, String> names) {
    if (node.isArray()) {
      ArrayNode list = JsonNodeFactory.instance.arrayNode();
      node.forEach(element -> list.add(renamed(element, names)));
      return list;
    }
    if (!node.isObject()) {
      return node;
    }
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      String name = names.get(field.getKey());
      JsonNode value = renamed(field.getValue(), names);
      if (name == null) {
        object.putIfAbsent(field.getKey(), value);
      } else {
        object.set(name, value);
      }
    }
    return object;
  }

  /** Checks that an answer is JSON of any kind. */
  public static void requireJson(byte[] answer) {
    parseAnswer(answer);
  }

  /** Parses what may be JSON or not, as the body of an error. */
  public static Optional<JsonNode> parseIfJson(byte[] body) {
    try {
      return Optional.of(read(body)).filter(node -> !node.isMissingNode());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Checks a request that the caller wrote. */
  public static void requireObjectFromCaller(String json) {
    JsonNode node;
    try {
      node = READER.readTree(json);
    } catch (JsonProcessingException e) {
      throw new InvalidInputException("The request is not JSON: error at " + placeOf(e));
    }
    if (!node.isObject()) {
      throw new InvalidInputException(
          "The request must be a JSON object, not " + JsonFields.kindOf(node));
    }
  }

  /** Reads JSON of any kind. */
  public static JsonNode read(byte[] bytes) throws IOException {
    return READER.readTree(bytes);
  }

  static JsonNode read(String text) throws JsonProcessingException {
    return READER.readTree(text);
  }

  static String placeOf(JsonProcessingException e) {
    return e.getLocation() == null
        ? "an unknown place"
        : "line " + e.getLocation().getLineNr() + ", column " + e.getLocation().getColumnNr();
  }

  /** Whether an answer begins like an HTML page, as proxies and captive portals send. */
  public static boolean looksLikeHtml(byte[] answer) {
    int length = Math.min(PEEK, answer.length);
    int from = 0;
    while (from < length && Character.isWhitespace(answer[from] & 0xff)) {
      from++;
    }
    if (from == length || answer[from] != '<') {
      return false;
    }
    String start =
        new String(answer, from, length - from, StandardCharsets.ISO_8859_1)
            .toLowerCase(Locale.ROOT);
    return start.startsWith("<!doctype") || start.startsWith("<html") || start.startsWith("<?xml");
  }

  private static JsonNode parseAnswer(byte[] answer) {
    if (isBlank(answer)) {
      throw new AnswerFormatException("an empty body where a JSON object was due");
    }
    if (looksLikeHtml(answer)) {
      throw new AnswerFormatException(
          "an HTML page where JSON was due, as a proxy or captive portal does");
    }
    try {
      return read(answer);
    } catch (StreamConstraintsException e) {
      throw new AnswerFormatException(
          "JSON that is nested too deeply, or has a text or number that is too long");
    } catch (JsonProcessingException e) {
      throw new AnswerFormatException("what is not or not wholly JSON: error at " + placeOf(e));
    } catch (IOException e) {
      throw new AnswerFormatException("text in an unknown encoding where JSON was due");
    }
  }

  /** Whether a body says nothing: empty, or a line end as some gateways add. */
  public static boolean isBlank(byte[] answer) {
    for (byte b : answer) {
      if (b != ' ' && b != '\r' && b != '\n' && b != '\t') {
        return false;
      }
    }
    return true;
  }
}
