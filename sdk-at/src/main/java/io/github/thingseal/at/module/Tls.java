package io.github.thingseal.at.module;

import io.github.thingseal.at.command.CommandRejectedException;
import io.github.thingseal.at.command.security.UseIpv4;
import io.github.thingseal.at.command.tls.ReadTlsOption;
import io.github.thingseal.at.command.tls.ResetTlsProfile;
import io.github.thingseal.at.command.tls.SetTlsOption;
import io.github.thingseal.at.command.tls.TlsOption;
import io.github.thingseal.at.command.tls.TlsProfile;
import io.github.thingseal.core.internal.arguments.Arguments;

/**
 * The TLS profiles that the module's own clients refer to. Every family has them. Evidence:
 * published. Methods throw {@link CommandRejectedException} if the module refuses.
 */
public final class Tls extends ModulePart {
  Tls(ModuleContext context) {
    super(context);
  }

  /**
   * Puts a profile back to how it was delivered, and sets its options.
   *
   * @param profile the profile
   * @throws CapabilityAbsentException if it uses the root of trust or zero-touch provisioning, and
   *     the module has none; nothing was sent
   */
  public void configure(TlsProfile profile) {
    Arguments.required(profile, "profile");
    if (profile.sets(TlsOption.ROT_PSK)) {
      context.require(Capability.ROOT_OF_TRUST);
    }
    if (profile.sets(TlsOption.ZTP_CERTIFICATE)) {
      context.require(Capability.ZERO_TOUCH_PROVISIONING);
    }
    reset(profile.number());
    for (SetTlsOption option : profile.options()) {
      context.execute(option);
    }
  }

  /**
   * Puts a profile back to how it was delivered.
   *
   * @param profile 0 to 4
   * @throws io.github.thingseal.core.InvalidInputException if there is no such profile
   */
  public void reset(int profile) {
    context.execute(new ResetTlsProfile(profile));
  }

  /**
   * Reads an option.
   *
   * @param profile 0 to 4
   * @param option the option
   * @return the last parameter of the answer
   * @throws io.github.thingseal.core.InvalidInputException if there is no such profile
   */
  public String read(int profile, TlsOption option) {
    return context.execute(new ReadTlsOption(profile, option));
  }

  /**
   * Makes the security service use IPv4. Evidence: the command is published, its effect is derived
   * from its name.
   */
  public void useIpv4() {
    context.execute(new UseIpv4());
  }
}
