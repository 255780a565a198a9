package io.github.thingseal.cloud;

import io.github.thingseal.cloud.internal.json.JsonFields;
import io.github.thingseal.cloud.operation.Operation;
import io.github.thingseal.cloud.operation.Operations;
import io.github.thingseal.core.Done;
import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.id.RotPublicUid;
import io.github.thingseal.core.internal.arguments.Arguments;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The features and services of a device. That the REST API switches and shows them is published,
 * paths and fields are assumed. A change takes effect at the device's next heartbeat (published):
 * what is requested and what is active are apart until then. An answer that names another device is
 * refused with an {@code UnexpectedAnswerException}.
 *
 * <p>Changes may be repeated: a feature activated twice is active.
 */
public final class FeatureOperations {
  private static final Duration USUAL_INTERVAL = Duration.ofSeconds(30);

  private final CallFactory calls;

  FeatureOperations(CallFactory calls) {
    this.calls = calls;
  }

  /**
   * Activates features at the device's next heartbeat.
   *
   * @param uid the identity of its module
   * @param features the features, one or more
   * @return the call; it fails with {@code NotInPlanException} if the price plan lacks one of them
   * @throws InvalidInputException if there is no feature
   */
  public ServiceCall<Done> activate(RotPublicUid uid, Feature... features) {
    Arguments.required(uid, "uid");
    Arguments.requiredElements(features, "features");
    return change(Operations.FEATURE_ACTIVATE, uid, features);
  }

  /**
   * Deactivates features at the device's next heartbeat.
   *
   * @param uid the identity of its module
   * @param features the features, one or more
   * @return the call
   * @throws InvalidInputException if there is no feature
   */
  public ServiceCall<Done> deactivate(RotPublicUid uid, Feature... features) {
    Arguments.required(uid, "uid");
    Arguments.requiredElements(features, "features");
    return change(Operations.FEATURE_DEACTIVATE, uid, features);
  }

  /**
   * The features of a device.
   *
   * @param uid the identity of its module
   * @return the call
   */
  public ServiceCall<List<FeatureStatus>> status(RotPublicUid uid) {
    Arguments.required(uid, "uid");
    return calls.call(
        Operations.FEATURE_STATUS,
        "RoTPublicUID " + uid,
        Map.of(AnswerValidator.ROT_PUBLIC_UID, uid.hex()),
        body -> read(AnswerValidator.module(uid, body)));
  }

  /**
   * Waits until a feature that was requested is active, asking every 30 seconds. See {@link
   * #awaitActive(RotPublicUid, Feature, Duration, Duration, Consumer)}.
   *
   * @param uid the identity of the module
   * @param feature the feature
   * @param limit how long to wait; the next heartbeat may be days away
   * @return the call
   * @throws InvalidInputException if the limit is not longer than zero
   */
  public ServiceCall<FeatureStatus> awaitActive(RotPublicUid uid, Feature feature, Duration limit) {
    return awaitActive(uid, feature, limit, USUAL_INTERVAL, status -> {});
  }

  /**
   * Waits until a feature that was requested is active, which it is after the device's next
   * heartbeat. Takes no thread while it waits; cancelling the future of {@code submit()}, or
   * interrupting the thread in {@code execute()}, ends it at once. A call that fails in between is
   * repeated as any other.
   *
   * @param uid the identity of the module
   * @param feature the feature
   * @param limit how long to wait; the next heartbeat may be days away
   * @param interval how long to pause between two questions
   * @param progress shown each status that is not active yet; what it throws goes to the log
   * @return the call; it answers the active status. It fails with {@code NotInPlanException} if the
   *     service says that the price plan lacks the feature, with {@code InvalidInputException} if
   *     the feature is neither active nor requested, and with {@code CallTimeoutException} at the
   *     limit
   * @throws InvalidInputException if limit or interval are not longer than zero
   */
  public ServiceCall<FeatureStatus> awaitActive(
      RotPublicUid uid,
      Feature feature,
      Duration limit,
      Duration interval,
      Consumer<? super FeatureStatus> progress) {
    Arguments.required(uid, "uid");
    Arguments.required(feature, "feature");
    Arguments.positive(limit, "limit");
    Arguments.positive(interval, "interval");
    Arguments.required(progress, "progress");
    return calls
        .call(new FeatureWait(calls, uid, feature, interval, progress).question())
        .timeout(limit);
  }

  private ServiceCall<Done> change(Operation operation, RotPublicUid uid, Feature... features) {
    if (features.length == 0) {
      throw new InvalidInputException(operation.name() + " needs one feature or more");
    }
    List<String> names = Arrays.stream(features).map(Feature::name).distinct().toList();
    Map<String, Object> body = new LinkedHashMap<>();
    body.put(AnswerValidator.ROT_PUBLIC_UID, uid.hex());
    body.put("Features", names);
    return calls.call(
        operation,
        names + " of RoTPublicUID " + uid,
        body,
        answer -> AnswerValidator.changeOf(uid, answer));
  }

  static List<FeatureStatus> read(JsonFields json) {
    return json.objects("Features").stream().map(FeatureOperations::readOne).toList();
  }

  private static FeatureStatus readOne(JsonFields json) {
    boolean active = json.bool("Active");
    return new FeatureStatus(
        feature(json),
        active,
        json.optionalBool("Requested").orElse(active),
        json.optionalBool("Available").orElse(true));
  }

  private static Feature feature(JsonFields json) {
    String name = json.text("Name");
    try {
      return Feature.of(name);
    } catch (InvalidInputException e) {
      throw json.malformed("Name", "the name of a feature");
    }
  }

  /**
   * Names where it leads.
   *
   * @return such as {@code FeatureOperations[https://ssapi.services.u-blox.com/v1]}
   */
  @Override
  public String toString() {
    return "FeatureOperations[" + calls.baseUrl() + "]";
  }
}
