package io.github.thingseal.testkit.internal.service;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.id.DeviceProfileUid;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Takes the secrets out of what is kept of a request. */
final class Redaction {
  private static final String HIDDEN = "***";
  private static final String BEARER = "bearer ";
  private static final Set<String> SECRET_HEADERS = Set.of("authorization", "refresh", "cookie");
  private static final Set<String> SECRET_FIELDS =
      Set.of("APISecret", "AuthToken", "RefreshToken", "Key", "Nonce", "PSK");
  private static final String PROFILE_FIELD = "DeviceProfileUID";
  private static final ObjectMapper JSON = new ObjectMapper();

  private Redaction() {}

  static List<String> header(String name, List<String> values) {
    return SECRET_HEADERS.contains(name.toLowerCase(Locale.ROOT))
        ? values.stream().map(Redaction::hide).toList()
        : List.copyOf(values);
  }

  static String body(byte[] body) {
    if (body.length == 0) {
      return "";
    }
    try {
      JsonNode tree = JSON.readTree(body);
      if (tree instanceof ObjectNode object) {
        hide(object);
        return object.toString();
      }
      return opaque(body);
    } catch (JacksonException e) {
      return opaque(body);
    } catch (IOException e) {
      throw new IllegalStateException("Reading from memory cannot fail", e);
    }
  }

  private static String opaque(byte[] body) {
    return "(" + body.length + " bytes that are no JSON object)";
  }

  /** What is kept reports whether the token came bare. */
  private static String hide(String value) {
    return value.regionMatches(true, 0, BEARER, 0, BEARER.length())
        ? value.substring(0, BEARER.length()) + HIDDEN
        : HIDDEN;
  }

  private static void hide(ObjectNode object) {
    for (String name : SECRET_FIELDS) {
      if (object.has(name)) {
        object.put(name, HIDDEN);
      }
    }
    if (object.path(PROFILE_FIELD).isTextual()) {
      object.put(PROFILE_FIELD, shortened(object.path(PROFILE_FIELD).textValue()));
    }
  }

  private static String shortened(String profile) {
    try {
      return DeviceProfileUid.of(profile).toString();
    } catch (InvalidInputException e) {
      return HIDDEN;
    }
  }
}
