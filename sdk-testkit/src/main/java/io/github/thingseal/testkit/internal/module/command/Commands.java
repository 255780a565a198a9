package io.github.thingseal.testkit.internal.module.command;

import io.github.thingseal.testkit.internal.module.command.basic.BasicCommands;
import io.github.thingseal.testkit.internal.module.command.basic.DialCommands;
import io.github.thingseal.testkit.internal.module.command.basic.IdentityCommands;
import io.github.thingseal.testkit.internal.module.command.basic.MuxCommands;
import io.github.thingseal.testkit.internal.module.command.basic.PhoneCommands;
import io.github.thingseal.testkit.internal.module.command.basic.PortCommands;
import io.github.thingseal.testkit.internal.module.command.basic.ProfileCommands;
import io.github.thingseal.testkit.internal.module.command.device.ConfigurationCommands;
import io.github.thingseal.testkit.internal.module.command.device.DeepSleepCommands;
import io.github.thingseal.testkit.internal.module.command.device.FileCommands;
import io.github.thingseal.testkit.internal.module.command.device.PowerCommands;
import io.github.thingseal.testkit.internal.module.command.device.SimCommands;
import io.github.thingseal.testkit.internal.module.command.network.ContextSetupCommands;
import io.github.thingseal.testkit.internal.module.command.network.DataConfigurationCommand;
import io.github.thingseal.testkit.internal.module.command.network.DataCounterCommands;
import io.github.thingseal.testkit.internal.module.command.network.EdrxCommands;
import io.github.thingseal.testkit.internal.module.command.network.MessageCommands;
import io.github.thingseal.testkit.internal.module.command.network.NetworkCommands;
import io.github.thingseal.testkit.internal.module.command.network.PacketCommands;
import io.github.thingseal.testkit.internal.module.command.network.PositioningProfileCommands;
import io.github.thingseal.testkit.internal.module.command.network.RadioTechnologyCommands;
import io.github.thingseal.testkit.internal.module.command.network.ServingCellCommands;
import io.github.thingseal.testkit.internal.module.command.security.C2cCommands;
import io.github.thingseal.testkit.internal.module.command.security.DeviceCertificateCommands;
import io.github.thingseal.testkit.internal.module.command.security.E2eCommands;
import io.github.thingseal.testkit.internal.module.command.security.FirmwareCommands;
import io.github.thingseal.testkit.internal.module.command.security.LocalDataCommands;
import io.github.thingseal.testkit.internal.module.command.security.RootOfTrustCommands;
import io.github.thingseal.testkit.internal.module.command.security.SecurityOptionCommands;
import io.github.thingseal.testkit.internal.module.command.tls.CredentialCommands;
import io.github.thingseal.testkit.internal.module.command.tls.TlsProfileCommands;
import io.github.thingseal.testkit.internal.module.core.CommandGroup;
import java.util.List;

/** All commands of the simulated module. A new class of commands is one line here. */
public final class Commands {
  /** In the order in which they are added. */
  public static final List<CommandGroup> ALL =
      List.of(
          PortCommands::addTo,
          BasicCommands::addTo,
          DialCommands::addTo,
          PhoneCommands::addTo,
          SimCommands::addTo,
          MessageCommands::addTo,
          MuxCommands::addTo,
          IdentityCommands::addTo,
          PowerCommands::addTo,
          DeepSleepCommands::addTo,
          ConfigurationCommands::addTo,
          DataConfigurationCommand::addTo,
          NetworkCommands::addTo,
          PacketCommands::addTo,
          ContextSetupCommands::addTo,
          RadioTechnologyCommands::addTo,
          ServingCellCommands::addTo,
          EdrxCommands::addTo,
          DataCounterCommands::addTo,
          PositioningProfileCommands::addTo,
          ProfileCommands::addTo,
          RootOfTrustCommands::addTo,
          E2eCommands::addTo,
          SecurityOptionCommands::addTo,
          C2cCommands::addTo,
          DeviceCertificateCommands::addTo,
          FileCommands::addTo,
          CredentialCommands::addTo,
          TlsProfileCommands::addTo,
          FirmwareCommands::addTo,
          LocalDataCommands::addTo);

  private Commands() {}
}
