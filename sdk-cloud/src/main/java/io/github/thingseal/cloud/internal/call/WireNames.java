package io.github.thingseal.cloud.internal.call;

import io.github.thingseal.cloud.internal.json.Json;
import io.github.thingseal.cloud.operation.FieldNames;
import io.github.thingseal.core.InvalidInputException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Spells the fields of requests, and reads those of answers, as the service does. */
final class WireNames {
  private WireNames() {}

  static Map<String, ?> inRequest(Map<String, ?> body, FieldNames names) {
    return names.inRequest().isEmpty() ? body : renamed(body, names.inRequest());
  }

  static <T> AnswerReader<T> inAnswer(AnswerReader<T> reader, FieldNames names) {
    if (names.inAnswer().isEmpty()) {
      return reader;
    }
    Map<String, String> toSdk = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    names.inAnswer().forEach((sdk, service) -> toSdk.put(service, sdk));
    return body -> {
      byte[] renamed = Json.renamed(body, toSdk);
      try {
        return reader.read(renamed);
      } finally {
        Arrays.fill(renamed, (byte) 0);
      }
    };
  }

  private static Map<String, ?> renamed(Map<?, ?> object, Map<String, String> names) {
    Map<String, Object> renamed = new LinkedHashMap<>();
    object.forEach(
        (name, value) -> {
          String service = names.getOrDefault(name, (String) name);
          if (renamed.put(service, renamedValue(value, names)) != null) {
            throw new InvalidInputException(
                "Two fields of the request are spelled "
                    + service
                    + "; correct the field names of the operation");
          }
        });
    return renamed;
  }

  private static Object renamedValue(Object value, Map<String, String> names) {
    if (value instanceof Map<?, ?> object) {
      return renamed(object, names);
    }
    if (value instanceof List<?> list) {
      return list.stream().map(element -> renamedValue(element, names)).toList();
    }
    return value;
  }
}
