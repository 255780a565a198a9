package io.github.thingseal.docs;

import io.github.thingseal.at.channel.AtChannel;
import io.github.thingseal.at.channel.Reconnection;
import io.github.thingseal.at.command.Answer;
import io.github.thingseal.at.command.InfoLine;
import io.github.thingseal.at.command.RawCommand;
import io.github.thingseal.at.command.ReadCommand;
import io.github.thingseal.at.command.UnansweredCommandException;
import io.github.thingseal.at.command.network.NetworkOperator;
import io.github.thingseal.at.command.network.ReadNetworkOperator;
import io.github.thingseal.at.command.network.ReadSignalQuality;
import io.github.thingseal.at.command.network.Registration;
import io.github.thingseal.at.command.network.RegistrationDomain;
import io.github.thingseal.at.command.network.SetRegistrationReports;
import io.github.thingseal.at.command.network.SignalQuality;
import io.github.thingseal.at.module.DiscoveredModule;
import io.github.thingseal.at.module.ModuleDiscovery;
import io.github.thingseal.at.module.ModuleOptions;
import io.github.thingseal.at.module.SecurityModule;
import io.github.thingseal.at.mux.MultiplexedPort;
import io.github.thingseal.at.transport.SerialTransport;
import io.github.thingseal.core.PermanentException;
import io.github.thingseal.core.TransientException;
import io.github.thingseal.core.e2e.E2eMessage;
import io.github.thingseal.core.psk.Psk;
import io.github.thingseal.core.psk.PskSize;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The code of README.md, docs/gateway.md and docs/errors.md for the module side. */
@SuppressWarnings("UnusedVariable") // A snippet shows what a call returns.
final class GatewaySnippets extends Snippets {
  void gateway(byte[] reading) {
    try (SecurityModule module = SecurityModule.open(SerialTransport.of("/dev/ttyUSB0"))) {
      module.network().connect(Duration.ofMinutes(3));
      E2eMessage message =
          module.e2e().encrypt(reading); // only your cloud application can decrypt it
      try (Psk psk =
          module.psk().generate(PskSize.BYTES_32)) { // a key for (D)TLS, and its identity
        connect(psk);
      }
    }
  }

  void within(SecurityModule module, byte[] reading) {
    E2eMessage message = module.within(Duration.ofSeconds(20), () -> module.e2e().encrypt(reading));
  }

  void severalDialogues(ModuleOptions options, byte[] reading) {
    Reconnection patient = Reconnection.waiting(Duration.ofMinutes(1));
    try (MultiplexedPort port = MultiplexedPort.of(() -> SerialTransport.of("/dev/ttyUSB0"));
        SecurityModule module = SecurityModule.open(port.channel(1), options, patient);
        SecurityModule watch = SecurityModule.open(port.channel(2), options, patient)) {
      watch.subscribe(Registration.URC, registration -> show(registration));
      watch.onRestart(sign -> show(sign));
      show(module.e2e().encrypt(reading));
    }
  }

  void discovery() {
    for (DiscoveredModule found : ModuleDiscovery.standard().probeAll()) {
      show(found);
    }
  }

  void modem() {
    try (AtChannel modem = AtChannel.open(SerialTransport.of("/dev/ttyUSB0"))) {
      modem.subscribe(Registration.URC, registration -> show(registration));
      modem.execute(new SetRegistrationReports(RegistrationDomain.EPS, 1));
      SignalQuality signal = modem.execute(new ReadSignalQuality());
      List<InfoLine> answer = modem.execute(RawCommand.of("AT+CTZU?")); // a command without a type
      CompletableFuture<NetworkOperator> later = modem.submit(new ReadNetworkOperator());
    }
  }

  static final class ReadTimeZoneUpdates extends ReadCommand<Boolean> { // reading twice is safe
    ReadTimeZoneUpdates() {
      super("AT+CTZU?", Answer.line("+CTZU", 1, 1, line -> line.flag(0))); // one line, one field
    }
  }

  E2eMessage errors(SecurityModule module, byte[] reading) {
    try {
      return module.e2e().encrypt(reading);
    } catch (UnansweredCommandException e) {
      show(e.mayHaveBeenCarriedOut() ? "it may have run" : "it did not run");
      throw e;
    } catch (TransientException e) {
      return later(reading);
    } catch (PermanentException e) {
      show(e.getMessage()); // such as a rejected command: sealed, and the feature active?
      throw e;
    }
  }
}
