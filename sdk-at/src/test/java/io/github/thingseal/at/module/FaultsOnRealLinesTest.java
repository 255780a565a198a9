package io.github.thingseal.at.module;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.thingseal.at.channel.ChannelOptions;
import io.github.thingseal.at.command.ChannelClosedException;
import io.github.thingseal.at.command.CommandRejectedException;
import io.github.thingseal.at.command.ModuleBusyException;
import io.github.thingseal.at.command.ResultInDoubtException;
import io.github.thingseal.at.command.tls.CredentialName;
import io.github.thingseal.at.command.tls.CredentialType;
import io.github.thingseal.at.command.tls.StoredCredential;
import io.github.thingseal.at.transport.SerialTransport;
import io.github.thingseal.at.transport.TcpTransport;
import io.github.thingseal.at.transport.Transport;
import io.github.thingseal.core.secret.SecretBytes;
import io.github.thingseal.testkit.ModuleFault;
import io.github.thingseal.testkit.RootOfTrust;
import io.github.thingseal.testkit.SimulatedModule;
import io.github.thingseal.testkit.UrcMoment;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A few faults of the matrix over sockets and pseudo-terminals, in real time. */
@Timeout(120)
class FaultsOnRealLinesTest {
  private static final CredentialName NAME = CredentialName.of("ca");

  private enum Line {
    TCP,
    PTY
  }

  private final RootOfTrust rootOfTrust =
      RootOfTrust.derive(SecretBytes.copyOf(new byte[32]), ModuleBench.UID);
  private final byte[] pem = rootOfTrust.certificateAuthoritiesPem().getBytes(US_ASCII);
  private final SimulatedModule silicon = builder().build();

  @AfterEach
  void close() {
    silicon.close();
    rootOfTrust.close();
  }

  private SimulatedModule.Builder builder() {
    return SimulatedModule.builder(rootOfTrust).bootTime(Duration.ZERO).faults(healthy());
  }

  private static List<ModuleFault> healthy(ModuleFault... but) {
    return Stream.concat(Stream.of(ModuleFault.secBusy(Duration.ZERO)), Stream.of(but)).toList();
  }

  private SecurityModule open(Line line) {
    return open(silicon, line);
  }

  private static SecurityModule open(SimulatedModule silicon, Line line) {
    return SecurityModule.open(
        transport(silicon, line),
        ModuleOptions.builder()
            .channel(
                ChannelOptions.builder()
                    .busyRetries(0, Duration.ZERO)
                    .resync(10, Duration.ofSeconds(1))
                    .build())
            .configuration(family -> List.of())
            .build());
  }

  private static Transport transport(SimulatedModule silicon, Line line) {
    if (line == Line.TCP) {
      return TcpTransport.connect("127.0.0.1", silicon.listenTcp(0));
    }
    assumeThat(SimulatedModule.isPtyAvailable()).as("there are pseudo-terminals").isTrue();
    return SerialTransport.of(silicon.openPty());
  }

  @ParameterizedTest
  @EnumSource(Line.class)
  void uses_whenLineIsOddButSound_giveTheRightResult(Line line) {
    try (SecurityModule module = open(line)) {
      for (List<ModuleFault> odd :
          List.of(
              healthy(ModuleFault.fragments(1, Duration.ZERO)),
              healthy(ModuleFault.fragments(7, Duration.ofMillis(1))),
              healthy(ModuleFault.urc("+CEREG: 1", UrcMoment.BEFORE_RESPONSE, 100)),
              healthy(ModuleFault.urc("+CEREG: 1", UrcMoment.BETWEEN_LINES, 100)),
              healthy(ModuleFault.urc("+CEREG: 1", UrcMoment.AFTER_PROMPT, 100)),
              healthy(ModuleFault.urc("+CEREG: 1", UrcMoment.LINE_GAP, 100)))) {
        silicon.faults(odd);
        assertUsable(module);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Line.class)
  void uses_whenABlankFollowsThePrompt_giveTheRightResult(Line line) {
    try (SimulatedModule odd = builder().promptBlank(true).build();
        SecurityModule module = open(odd, line)) {
      assertUsable(module);
    }
  }

  @ParameterizedTest
  @EnumSource(Line.class)
  void uses_whenAnsweredWrongly_saySoAndTheNextWorks(Line line) {
    try (SecurityModule module = open(line)) {
      assertFails(module, "ERROR", CommandRejectedException.class);
      assertFails(module, "+CME ERROR: operation not allowed", CommandRejectedException.class);
      assertFails(module, "+CME ERROR: SIM busy", ModuleBusyException.class);
      assertFails(module, "OK", ResultInDoubtException.class);
    }
  }

  @ParameterizedTest
  @EnumSource(Line.class)
  void use_whenLineIsCutInTheReply_saysSoForGood(Line line) {
    try (SecurityModule module = open(line)) {
      silicon.faults(healthy(ModuleFault.disconnect(9)));

      assertThatThrownBy(module::rotPublicUid)
          .isInstanceOf(ChannelClosedException.class)
          .hasMessageContaining("AT+USECROTUID");
      assertThatThrownBy(module::rotPublicUid).isInstanceOf(ChannelClosedException.class);
    }
  }

  private void assertFails(
      SecurityModule module, String answer, Class<? extends Throwable> expected) {
    silicon.faults(healthy(ModuleFault.result("+USECMNG", answer)));
    assertThatThrownBy(() -> store(module)).isInstanceOf(expected);
    silicon.faults(healthy());
    assertUsable(module);
  }

  private String store(SecurityModule module) {
    return module.credentialStore().store(CredentialType.CA_CERTIFICATE, NAME, pem);
  }

  private void assertUsable(SecurityModule module) {
    assertThat(store(module)).matches("[0-9a-f]{32}");
    assertThat(module.credentialStore().list())
        .extracting(StoredCredential::name)
        .containsExactly(NAME.value());
    assertThat(module.rotPublicUid()).isEqualTo(ModuleBench.UID);
  }
}
