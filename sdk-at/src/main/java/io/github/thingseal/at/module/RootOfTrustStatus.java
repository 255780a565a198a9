package io.github.thingseal.at.module;

import io.github.thingseal.at.command.CommandRejectedException;
import io.github.thingseal.at.command.security.AuthorizedFeature;
import io.github.thingseal.at.command.security.CheckRotFirmware;
import io.github.thingseal.at.command.security.ReadChipId;
import io.github.thingseal.at.command.security.ReadSecurityMode;
import io.github.thingseal.at.command.security.RotFirmwareState;
import io.github.thingseal.at.command.security.SetSecurityMode;
import io.github.thingseal.at.command.security.UpdateRotFirmware;
import io.github.thingseal.core.internal.arguments.Arguments;
import java.util.List;

/**
 * The root of trust itself: mode, authorised features, chip, firmware. Methods throw {@link
 * CapabilityAbsentException} before anything is sent if the module has none, and {@link
 * CommandRejectedException} if it refuses.
 */
public final class RootOfTrustStatus extends ModulePart {
  RootOfTrustStatus(ModuleContext context) {
    super(context);
  }

  /**
   * {@return the mode of the security service, 0 if it is disabled. Evidence: published; the form
   * of the answer is derived}
   */
  public int mode() {
    return context.execute(Capability.ROOT_OF_TRUST, new ReadSecurityMode());
  }

  /**
   * Sets the mode of the security service. Evidence: published for 0, which disables it for the
   * certification profiles of operators; other numbers are not public.
   *
   * @param mode the mode
   */
  public void setMode(int mode) {
    context.execute(Capability.ROOT_OF_TRUST, new SetSecurityMode(mode));
  }

  /**
   * Asks whether a feature is authorised. Evidence: published for SARA-R5, but for the form of the
   * answer.
   *
   * @param feature the feature
   * @return the parameters as they came
   */
  public List<String> authorization(AuthorizedFeature feature) {
    Arguments.required(feature, "feature");
    return context.execute(Capability.ROOT_OF_TRUST, feature);
  }

  /**
   * {@return the immutable identity of the chip as it came. Evidence: published, but for the form
   * of the answer}
   */
  public String chipId() {
    return context.execute(Capability.ROOT_OF_TRUST, new ReadChipId());
  }

  /**
   * {@return whether the firmware of the root of trust is up to date. SARA-R5. Evidence: published}
   */
  public RotFirmwareState firmware() {
    return context.execute(Capability.ROT_FIRMWARE_UPDATE, new CheckRotFirmware());
  }

  /**
   * Updates the firmware of the root of trust, which restarts itself; a loss of power meanwhile
   * does no harm. Sent once. SARA-R5. Evidence: published.
   *
   * @throws io.github.thingseal.at.command.UnexpectedReplyException if the module does not say that
   *     it is done; ask {@link #firmware}
   */
  public void updateFirmware() {
    context.execute(Capability.ROT_FIRMWARE_UPDATE, new UpdateRotFirmware());
  }
}
