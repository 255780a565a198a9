package io.github.thingseal.cloud.internal.redaction;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Iterator;
import java.util.Map;

/**
 * Shows of a JSON document the texts of harmless fields, cleaned, and of all others name and kind.
 */
final class JsonExcerpt {
  private static final int MAX_LENGTH = 4096;
  private static final int MAX_DEPTH = 8;
  private static final int MAX_NAME = 40;
  private static final int MAX_NUMBER = 6;

  private final TextCleaner cleaner;
  private final StringBuilder out = new StringBuilder();

  /** What is shown, put together, because a secret may be spread over several fields. */
  private final StringBuilder shown = new StringBuilder();

  JsonExcerpt(TextCleaner cleaner) {
    this.cleaner = cleaner;
  }

  String of(JsonNode node) {
    write(node, true, 0);
    if (cleaner.isSecret(shown.toString())) {
      return "\"" + Redactor.GONE + " JSON with a secret in several fields\"";
    }
    return out.toString();
  }

  private void write(JsonNode node, boolean harmless, int depth) {
    if (out.length() > MAX_LENGTH) {
      return;
    }
    switch (node.getNodeType()) {
      case OBJECT -> writeObject(node, harmless, depth);
      case ARRAY -> writeList(node, harmless, depth);
      case STRING -> writeText(node.textValue(), harmless);
      case NUMBER -> writeNumber(node, harmless);
      default -> out.append(node);
    }
  }

  private void writeObject(JsonNode node, boolean harmless, int depth) {
    if (!harmless || depth >= MAX_DEPTH) {
      quote(Redactor.GONE + " object");
      return;
    }
    String separator = "{";
    for (Iterator<Map.Entry<String, JsonNode>> i = node.properties().iterator(); i.hasNext(); ) {
      Map.Entry<String, JsonNode> field = i.next();
      out.append(separator);
      boolean isHarmless = PlainFields.isName(field.getKey());
      quote(isHarmless ? field.getKey() : name(field.getKey()));
      out.append(':');
      write(field.getValue(), isHarmless, depth + 1);
      separator = ",";
    }
    out.append(node.isEmpty() ? "{}" : "}");
  }

  private void writeList(JsonNode node, boolean harmless, int depth) {
    if (!harmless || depth >= MAX_DEPTH) {
      quote(Redactor.GONE + " list of " + node.size());
      return;
    }
    String separator = "[";
    for (JsonNode item : node) {
      out.append(separator);
      write(item, true, depth + 1);
      separator = ",";
    }
    out.append(node.isEmpty() ? "[]" : "]");
  }

  private void writeText(String text, boolean harmless) {
    if (harmless) {
      quote(show(cleaner.clean(text)));
    } else {
      quote(Redactor.GONE + " text of " + text.length());
    }
  }

  /** A status or code is short; a list of bytes is none. */
  private void writeNumber(JsonNode node, boolean harmless) {
    String digits = node.asText();
    if (harmless && node.isIntegralNumber() && digits.length() <= MAX_NUMBER) {
      out.append(show(digits));
    } else {
      quote(Redactor.GONE + " number");
    }
  }

  private String name(String name) {
    return name.length() <= MAX_NAME ? show(cleaner.clean(name)) : Redactor.GONE;
  }

  private String show(String text) {
    if (shown.length() < MAX_LENGTH) {
      shown.append(text);
    }
    return text;
  }

  private void quote(String text) {
    out.append('"').append(text.replace("\\", "\\\\").replace("\"", "\\\"")).append('"');
  }
}
