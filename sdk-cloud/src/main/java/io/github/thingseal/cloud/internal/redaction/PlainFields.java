package io.github.thingseal.cloud.internal.redaction;

import java.util.regex.Pattern;

/** The names of JSON fields whose text is for people, or says what kind of failure it was. */
final class PlainFields {
  /** In lower case, as a regular expression. */
  static final String NAMES =
      "message|errormessage|error_message|error|errors|errortype|errorcode|error_description"
          + "|code|__type|type|title|detail|details|description|reason|fault|status|statuscode"
          + "|requestid|request_id|timestamp|path|validator";

  private static final Pattern NAME = Pattern.compile("(?i)" + NAMES);

  private PlainFields() {}

  static boolean isName(String name) {
    return NAME.matcher(name).matches();
  }
}
