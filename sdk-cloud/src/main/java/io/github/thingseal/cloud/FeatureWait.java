package io.github.thingseal.cloud;

import io.github.thingseal.cloud.error.FailureDetails;
import io.github.thingseal.cloud.error.NotInPlanException;
import io.github.thingseal.cloud.internal.call.ApiRequest;
import io.github.thingseal.cloud.internal.json.JsonFields;
import io.github.thingseal.cloud.operation.Operations;
import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.id.RotPublicUid;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks for the status of a feature until it is active. */
final class FeatureWait {
  private static final Logger LOG = LoggerFactory.getLogger(FeatureWait.class);

  private final CallFactory calls;
  private final RotPublicUid uid;
  private final Feature feature;
  private final Duration interval;
  private final Consumer<? super FeatureStatus> progress;

  FeatureWait(
      CallFactory calls,
      RotPublicUid uid,
      Feature feature,
      Duration interval,
      Consumer<? super FeatureStatus> progress) {
    this.calls = calls;
    this.uid = uid;
    this.feature = feature;
    this.interval = interval;
    this.progress = progress;
  }

  /** One question, and the next one as long as the feature is not active. */
  ApiRequest<FeatureStatus> question() {
    return calls
        .request(
            Operations.FEATURE_STATUS,
            feature + " of RoTPublicUID " + uid,
            Map.of(AnswerValidator.ROT_PUBLIC_UID, uid.hex()),
            body -> status(AnswerValidator.module(uid, body)))
        .followedBy(this::next);
  }

  private FeatureStatus status(JsonFields json) {
    return FeatureOperations.read(json).stream()
        .filter(status -> status.feature().equals(feature))
        .findFirst()
        .orElse(new FeatureStatus(feature, false, false));
  }

  private Optional<ApiRequest.Following<FeatureStatus>> next(FeatureStatus status) {
    if (status.active()) {
      return Optional.empty();
    }
    requireToCome(status);
    show(status);
    return Optional.of(
        new ApiRequest.Following<>(interval, "the next heartbeat of the device", question()));
  }

  private void requireToCome(FeatureStatus status) {
    if (!status.available()) {
      throw new NotInPlanException(
          feature
              + " of RoTPublicUID "
              + uid
              + " will not become active: the service says that the price plan lacks it. Choose"
              + " another plan with devices().update(...)",
          FailureDetails.ofAnswer(Operations.FEATURE_STATUS.name(), 200, "", ""),
          null);
    }
    if (!status.requested()) {
      throw new InvalidInputException(
          feature
              + " of RoTPublicUID "
              + uid
              + " is neither active nor requested: call features().activate(...) first");
    }
  }

  private void show(FeatureStatus status) {
    try {
      progress.accept(status);
    } catch (RuntimeException | Error e) {
      LOG.warn("The progress of awaitActive failed; the wait goes on", e);
    }
  }
}
