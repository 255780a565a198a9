package io.github.thingseal;

import io.github.thingseal.cloud.Device;
import io.github.thingseal.cloud.FeatureStatus;
import io.github.thingseal.core.id.RotPublicUid;
import io.github.thingseal.core.internal.arguments.Arguments;
import java.util.List;

/**
 * A device that is owned, as the service sees it at the end of an onboarding.
 *
 * @param rotPublicUid the module of the device
 * @param device the device
 * @param features its features and services
 */
public record OnboardedDevice(
    RotPublicUid rotPublicUid, Device device, List<FeatureStatus> features) {
  /**
   * Copies the list.
   *
   * @param rotPublicUid the module of the device
   * @param device the device
   * @param features its features and services
   */
  public OnboardedDevice {
    Arguments.required(rotPublicUid, "rotPublicUid");
    Arguments.required(device, "device");
    Arguments.requiredElements(features, "features");
    features = List.copyOf(features);
  }
}
