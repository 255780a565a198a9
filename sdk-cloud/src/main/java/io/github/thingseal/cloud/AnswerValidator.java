package io.github.thingseal.cloud;

import io.github.thingseal.cloud.internal.json.AnswerFormatException;
import io.github.thingseal.cloud.internal.json.Json;
import io.github.thingseal.cloud.internal.json.JsonFields;
import io.github.thingseal.core.Done;
import io.github.thingseal.core.id.DeviceProfileUid;
import io.github.thingseal.core.id.RotPublicUid;
import java.util.List;
import java.util.Optional;

/**
 * Refuses answers about something else than what was asked for, wherever in the answer it is named.
 * An answer that does not name it, or names it in an unknown form, is taken.
 */
final class AnswerValidator {
  static final String ROT_PUBLIC_UID = "ROTPublicUID";
  static final String ROT_PUBLIC_UIDS = "ROTPublicUIDs";

  private AnswerValidator() {}

  /** Checks an answer about one module, and gives it back. */
  static JsonFields module(RotPublicUid uid, byte[] body) {
    JsonFields json = Json.parseObject(body);
    json.readableUid(ROT_PUBLIC_UID).ifPresent(named -> requireSame(uid, new ReportedUid(named)));
    requireOneOf(List.of(uid), json);
    return json;
  }

  /** Checks an answer about one device profile, and gives it back. */
  static JsonFields profile(DeviceProfileUid uid, byte[] body) {
    JsonFields json = Json.parseObject(body);
    if (json.readableText(ProfileAnswers.UID)
        .filter(named -> !named.equals(uid.value()))
        .isPresent()) {
      throw new AnswerFormatException("about another device profile than the one asked for");
    }
    return json;
  }

  /** Checks the answer to a change of one module, which may be empty. */
  static Done changeOf(RotPublicUid uid, byte[] body) {
    if (!Json.isBlank(body)) {
      module(uid, body);
    }
    return Done.DONE;
  }

  /** Checks the answer to a change of several modules, which may be empty or name them. */
  static Done changeOf(List<RotPublicUid> uids, byte[] body) {
    if (!Json.isBlank(body)) {
      requireOneOf(uids, Json.parseObject(body));
    }
    return Done.DONE;
  }

  /**
   * Checks that an answer, where it repeats an identity in hexadecimal digits, repeats this one.
   */
  static void identity(String field, String hex, JsonFields json) {
    Optional<String> repeated =
        json.readableText(field).filter(text -> text.matches("[0-9a-fA-F]+"));
    if (repeated.isPresent() && !repeated.get().equalsIgnoreCase(hex)) {
      throw new AnswerFormatException(
          "JSON whose field " + field + " is another one than was asked for");
    }
  }

  /** An answer may list others too, such as all that are on the whitelist now. */
  private static void requireOneOf(List<RotPublicUid> uids, JsonFields json) {
    List<String> named = json.uidsAtAnyDepth(AnswerValidator::isOfUids);
    for (String each : named) {
      if (mayBeOneOf(uids, new ReportedUid(each))) {
        return;
      }
    }
    if (!named.isEmpty()) {
      refuse(new ReportedUid(named.get(0)));
    }
  }

  private static boolean isOfUids(String field) {
    return field.equalsIgnoreCase(ROT_PUBLIC_UID) || field.equalsIgnoreCase(ROT_PUBLIC_UIDS);
  }

  private static boolean mayBeOneOf(List<RotPublicUid> uids, ReportedUid named) {
    for (RotPublicUid uid : uids) {
      if (!named.isAnotherThan(uid)) {
        return true;
      }
    }
    return false;
  }

  static void requireSame(RotPublicUid uid, ReportedUid named) {
    if (named.isAnotherThan(uid)) {
      refuse(named);
    }
  }

  private static void refuse(ReportedUid named) {
    throw new AnswerFormatException(
        "about another module (" + named + ") than the one that was asked for");
  }
}
