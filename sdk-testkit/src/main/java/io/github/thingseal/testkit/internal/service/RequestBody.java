package io.github.thingseal.testkit.internal.service;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.id.DeviceProfileUid;
import io.github.thingseal.core.id.DeviceSerialNumber;
import io.github.thingseal.core.id.RotPublicUid;
import io.github.thingseal.testkit.DeviceFeature;
import io.github.thingseal.testkit.ProfileSettings;
import io.github.thingseal.testkit.SimulatedDeviceState;
import io.github.thingseal.testkit.SimulatedPricePlan;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The JSON object of a request: every field is checked where it is read. */
final class RequestBody {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private static final int MAX_UIDS = 10_000;
  private static final int MAX_CURSOR_LENGTH = 1024;
  private static final int MAX_POSITION_LENGTH = 256;

  /** How many entries of a page a request can ask for; as many are meant if it does not say. */
  static final int MAX_LIMIT = 1000;

  private final ObjectNode fields;

  private final int maxPageSize;

  private RequestBody(ObjectNode fields, int maxPageSize) {
    this.fields = fields;
    this.maxPageSize = maxPageSize;
  }

  static RequestBody parse(byte[] body, int maxPageSize) {
    return new RequestBody(object(tree(body)), maxPageSize);
  }

  String text(String name) {
    JsonNode value = field(name);
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
    for (String text : texts("ROTPublicUIDs", 1)) {
      uids.add(uid("ROTPublicUIDs", text));
    }
    if (uids.size() > MAX_UIDS) {
      throw Refusal.badRequest("ROTPublicUIDs has more than " + MAX_UIDS + " elements");
    }
    return uids;
  }

  /** One feature or more. */
  Set<DeviceFeature> features() {
    return features(1);
  }

  private Set<DeviceFeature> features(int least) {
    Set<DeviceFeature> features = EnumSet.noneOf(DeviceFeature.class);
    for (String name : texts("Features", least)) {
      features.add(DeviceFeature.ofWireName(name).orElseThrow(() -> unknownFeature(name)));
    }
    return features;
  }

  Optional<Set<DeviceFeature>> optionalFeatures() {
    return has("Features") ? Optional.of(features(0)) : Optional.empty();
  }

  DeviceProfileUid profile() {
    try {
      return DeviceProfileUid.of(text("DeviceProfileUID"));
    } catch (InvalidInputException e) {
      throw Refusal.badRequest("DeviceProfileUID: " + e.getMessage());
    }
  }

  Optional<DeviceProfileUid> optionalProfile() {
    return has("DeviceProfileUID") ? Optional.of(profile()) : Optional.empty();
  }

  DeviceSerialNumber serial() {
    try {
      return DeviceSerialNumber.of(text("SerialNumber"));
    } catch (InvalidInputException e) {
      throw Refusal.badRequest("SerialNumber: " + e.getMessage());
    }
  }

  Optional<String> name() {
    Optional<String> name = optionalText("Name", Names.MAX_LENGTH);
    try {
      name.ifPresent(Names::check);
      return name;
    } catch (InvalidInputException e) {
      throw Refusal.badRequest("Name: " + e.getMessage());
    }
  }

  Optional<Duration> heartbeatPeriod() {
    return optionalNumber(
            "HeartbeatSeconds",
            ProfileSettings.MIN_HEARTBEAT_PERIOD.toSeconds(),
            ProfileSettings.MAX_HEARTBEAT_PERIOD.toSeconds())
        .map(Duration::ofSeconds);
  }

  Optional<Integer> validityDays() {
    return optionalNumber("ValidityDays", 1, Certificates.MAX_VALIDITY_DAYS).map(Long::intValue);
  }

  Optional<SimulatedPricePlan> pricePlan() {
    return oneOf("PricePlan", List.of(SimulatedPricePlan.values()), SimulatedPricePlan::wireName);
  }

  Optional<Boolean> whitelistRequired() {
    return oneOf("WhitelistPolicy", List.of(Wire.REQUIRED, Wire.IGNORED), name -> name)
        .map(Wire.REQUIRED::equals);
  }

  Optional<SimulatedDeviceState> state() {
    return oneOf("State", List.of(SimulatedDeviceState.values()), SimulatedDeviceState::name);
  }

  Page.Request page() {
    long after =
        optionalText("Cursor", MAX_CURSOR_LENGTH)
            .map(text -> Page.number(text).orElseThrow(() -> notOurs("Cursor", text)))
            .orElse(0L);
    return new Page.Request(after, limit());
  }

  Page.Request position() {
    long after =
        optionalText("After", MAX_POSITION_LENGTH)
            .map(text -> number(text).orElseThrow(() -> notOurs("After", text)))
            .orElse(0L);
    return new Page.Request(after, limit());
  }

  /** A name in other case is refused, not ignored as if the client had not asked for it. */
  private JsonNode field(String name) {
    JsonNode value = fields.path(name);
    if (value.isMissingNode()) {
      fields.properties().stream()
          .map(Map.Entry::getKey)
          .filter(name::equalsIgnoreCase)
          .findFirst()
          .ifPresent(
              other -> {
                throw Refusal.badRequest(other + " is spelled " + name);
              });
    }
    return value;
  }

  private boolean has(String name) {
    return !field(name).isMissingNode();
  }

  private int limit() {
    long wanted = optionalNumber("Limit", 1, MAX_LIMIT).orElse((long) MAX_LIMIT);
    return (int) Math.min(wanted, maxPageSize);
  }

  /** Refuses a request that asks for nothing. */
  void requireOneOf(String... names) {
    if (Arrays.stream(names).noneMatch(this::has)) {
      throw Refusal.badRequest(
          "Nothing is to be changed: give at least one of " + String.join(", ", names));
    }
  }

  Optional<String> optionalText(String name, int maxLength) {
    if (!has(name)) {
      return Optional.empty();
    }
    String text = text(name);
    if (text.length() > maxLength) {
      throw Refusal.badRequest(name + " has more than " + maxLength + " characters");
    }
    return Optional.of(text);
  }

  /** A whole number, which may be written with zeros behind a point. */
  Optional<Long> optionalNumber(String name, long min, long max) {
    if (!has(name)) {
      return Optional.empty();
    }
    JsonNode value = field(name);
    double number = value.asDouble(Double.NaN);
    if (!value.isNumber() || number != Math.rint(number) || number < min || number > max) {
      throw Refusal.badRequest(name + " must be a whole number from " + min + " to " + max);
    }
    return Optional.of((long) number);
  }

  private <T> Optional<T> oneOf(String name, List<T> values, Function<T, String> spelling) {
    if (!has(name)) {
      return Optional.empty();
    }
    String text = text(name);
    Optional<T> found =
        values.stream().filter(value -> spelling.apply(value).equals(text)).findFirst();
    if (found.isEmpty()) {
      throw Refusal.badRequest(
          name
              + " must be one of "
              + values.stream().map(spelling).collect(Collectors.joining(", ")));
    }
    return found;
  }

  private static Optional<Long> number(String text) {
    return text.matches("[0-9]{1,18}") ? Optional.of(Long.valueOf(text)) : Optional.empty();
  }

  private static Refusal notOurs(String field, String text) {
    return Refusal.badRequest(field + " was not issued by this service: \"" + text + "\"");
  }

  private List<String> texts(String name, int least) {
    JsonNode value = field(name);
    if (value.isMissingNode() || value.isNull()) {
      throw Refusal.badRequest(name + " is missing");
    }
    if (!value.isArray() || value.size() < least) {
      throw Refusal.badRequest(
          name + " must be a list of " + (least == 0 ? "strings" : "one string or more"));
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
    } catch (MismatchedInputException e) {
      throw Refusal.badRequest("The body has more than one object" + place(e.getLocation()));
    } catch (JacksonException e) {
      // Only the place: the parser's own message quotes what may be a secret.
      throw Refusal.badRequest(
          duplicate(e).orElse("The body is not JSON" + place(e.getLocation())));
    } catch (IOException e) {
      throw new IllegalStateException("Reading from memory cannot fail", e);
    }
  }

  /** The parser stands at the field that came before. */
  private static Optional<String> duplicate(JacksonException e) {
    try {
      return e.getOriginalMessage().startsWith("Duplicate field")
              && e.getProcessor() instanceof JsonParser parser
          ? Optional.ofNullable(parser.currentName()).map(name -> name + " came twice")
          : Optional.empty();
    } catch (IOException unreadable) {
      return Optional.empty();
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
