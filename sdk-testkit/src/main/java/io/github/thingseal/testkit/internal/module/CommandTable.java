package io.github.thingseal.testkit.internal.module;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/** All commands of one module. A new group of commands is a new file and one line here. */
final class CommandTable {
  private static final List<BiConsumer<CommandTable, ModuleCore>> GROUPS =
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
          RadioTechnologies::addTo,
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

  private final Map<String, Command> commands = new HashMap<>();

  CommandTable(ModuleCore core) {
    GROUPS.forEach(group -> group.accept(this, core));
  }

  /** Adds a command to be furnished with its forms. */
  Command add(String name) {
    Command command = new Command();
    if (commands.putIfAbsent(name, command) != null) {
      throw new IllegalStateException("Two groups of commands add " + name);
    }
    return command;
  }

  /** The names of all commands, in order. */
  Set<String> names() {
    return new TreeSet<>(commands.keySet());
  }

  Reply execute(AtPort port, Request request) {
    Command command = commands.get(request.name());
    if (command == null) {
      return Reply.failed(CmeError.OPERATION_NOT_SUPPORTED);
    }
    Reply reply = execute(command, port, request);
    return reply instanceof Reply.Failed failed
        ? Reply.failed(command.translated(failed.error()))
        : reply;
  }

  private static Reply execute(Command command, AtPort port, Request request) {
    try {
      return command.execute(port, request);
    } catch (CommandRefused refused) {
      return Reply.failed(refused.error());
    }
  }
}
