package io.github.thingseal.at.command;

import io.github.thingseal.at.command.device.DeviceSamples;
import io.github.thingseal.at.command.network.NetworkSamples;
import io.github.thingseal.at.command.security.SecuritySamples;
import io.github.thingseal.at.command.tls.TlsSamples;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** The samples of all commands. */
public final class CommandSamples {
  private CommandSamples() {}

  /** One or more of each class, always in the same order. */
  public static List<CommandSample> all() {
    return Stream.of(
            SecuritySamples.all(), TlsSamples.all(), DeviceSamples.all(), NetworkSamples.all())
        .flatMap(Collection::stream)
        .toList();
  }

  /** The commands themselves, and some without a type of their own. */
  public static List<AtCommand<?>> commands() {
    return Stream.concat(
            all().stream().<AtCommand<?>>map(CommandSample::command),
            Stream.of(
                RawCommand.of("AT+FOO?"),
                RawCommand.of("ATI7"),
                RawCommand.builder("AT+FOO=1").reply(ReplyShape.binary("+FOO")).secret().build()))
        .toList();
  }
}
