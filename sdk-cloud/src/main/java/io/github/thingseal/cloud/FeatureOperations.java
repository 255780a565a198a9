package io.github.thingseal.cloud;

import io.github.thingseal.cloud.internal.json.JsonFields;
import io.github.thingseal.cloud.operation.Operation;
import io.github.thingseal.cloud.operation.Operations;
import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.id.RotPublicUid;
import io.github.thingseal.core.internal.arguments.Arguments;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The features of a device. Paths and fields are assumed; that changes take effect at the device's
 * next heartbeat is published. An answer that names another device is refused with an {@code
 * UnexpectedAnswerException}.
 *
 * <p>Changes may be repeated: a feature activated twice is active.
 */
public final class FeatureOperations {
  private final Calls calls;

  FeatureOperations(Calls calls) {
    this.calls = calls;
  }

  /**
   * Activates features at the device's next heartbeat.
   *
   * @param uid the identity of its module
   * @param features the features, one or more
   * @return the call
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
        Map.of(AskedFor.ROT_PUBLIC_UID, uid.hex()),
        body -> read(AskedFor.module(uid, body)));
  }

  private ServiceCall<Done> change(Operation operation, RotPublicUid uid, Feature... features) {
    if (features.length == 0) {
      throw new InvalidInputException(operation.name() + " needs one feature or more");
    }
    List<String> names = Arrays.stream(features).map(Feature::name).distinct().toList();
    Map<String, Object> body = new LinkedHashMap<>();
    body.put(AskedFor.ROT_PUBLIC_UID, uid.hex());
    body.put("Features", names);
    return calls.call(
        operation,
        names + " of RoTPublicUID " + uid,
        body,
        answer -> AskedFor.changeOf(uid, answer));
  }

  private static List<FeatureStatus> read(JsonFields json) {
    return json.objects("Features").stream().map(FeatureOperations::readOne).toList();
  }

  private static FeatureStatus readOne(JsonFields json) {
    boolean active = json.bool("Active");
    return new FeatureStatus(
        Feature.of(json.text("Name")), active, json.optionalBool("Requested").orElse(active));
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
