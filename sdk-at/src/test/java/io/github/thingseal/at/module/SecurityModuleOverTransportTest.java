package io.github.thingseal.at.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.thingseal.at.channel.ChannelOptions;
import io.github.thingseal.at.command.ChannelClosedException;
import io.github.thingseal.at.command.CommandTimeoutException;
import io.github.thingseal.at.command.ModuleBusyException;
import io.github.thingseal.at.command.RawCommand;
import io.github.thingseal.at.command.network.RegistrationStatus;
import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.e2e.E2eMessage;
import io.github.thingseal.core.e2e.E2eVersion;
import io.github.thingseal.core.id.DeviceProfileUid;
import io.github.thingseal.core.id.DeviceSerialNumber;
import io.github.thingseal.core.psk.Psk;
import io.github.thingseal.core.psk.PskSize;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The facade over the real channel, down to the bytes. */
class SecurityModuleOverTransportTest {
  private static final DeviceProfileUid PROFILE = DeviceProfileUid.of("AgbCtixjwqLjwV3VWpfPyz");
  private static final DeviceSerialNumber SERIAL = DeviceSerialNumber.of("357862090123456");

  private final InMemoryModule silicon = new InMemoryModule();
  private final SkippingTime time = new SkippingTime(passed -> {});
  private final SecurityModule module =
      SecurityModule.open(
          silicon,
          ModuleOptions.builder()
              .channel(
                  ChannelOptions.builder()
                      .scheduler(time)
                      .busyRetries(3, Duration.ofMillis(1))
                      .build())
              .build());

  @AfterEach
  void close() {
    module.close();
    time.close();
  }

  @Test
  void mainJob_whenAllGoesWell_isDone() {
    assertThat(module.info().family()).isEqualTo(ModuleFamily.SARA_R5);
    assertThat(module.rotPublicUid().hex()).isEqualTo("0a04f008003c9623");
    assertThat(module.network().registration().status()).isEqualTo(RegistrationStatus.HOME);
    assertThat(module.network().registration().accessTechnology()).hasValue(7);

    module.sealing().awaitBootstrapped(Duration.ofMinutes(1), SealingProgress.NONE);
    module.sealing().seal(PROFILE, SERIAL);
    assertThat(module.sealing().awaitSealed(Duration.ofMinutes(1), SealingProgress.NONE).isSealed())
        .isTrue();

    module.e2e().useVersion(E2eVersion.V1);
    E2eMessage message = module.e2e().encrypt(new byte[] {0, '"', '\r', '\n', 'O', 'K', '\r'});
    assertThat(message.lengthBytes()).isEqualTo(39);
    try (Psk psk = module.psk().generate(PskSize.BYTES_16)) {
      assertThat(psk.key().lengthBytes()).isEqualTo(16);
    }
    assertThatThrownBy(module::heartbeat).isInstanceOf(HeartbeatRefusedException.class);
  }

  @Test
  void repeatableCommand_whenSecurityStillStarts_isRepeatedUntilItAnswers() {
    silicon.startSecurity(3);
    assertThat(module.rotPublicUid().hex()).isEqualTo("0a04f008003c9623");
    assertThat(Collections.frequency(silicon.heard(), "AT+USECROTUID")).isEqualTo(4);
  }

  @Test
  void repeatableCommand_whenSecurityStaysBusy_isATransientError() {
    silicon.startSecurity(100);
    assertThatThrownBy(module::rotPublicUid).isInstanceOf(ModuleBusyException.class);
    assertThat(Collections.frequency(silicon.heard(), "AT+USECROTUID")).isEqualTo(4);
  }

  @Test
  void heartbeat_whenSecurityStillStarts_isNotRepeated() {
    silicon.startSecurity(1);
    assertThatThrownBy(module::heartbeat).isInstanceOf(ModuleBusyException.class);
    assertThat(Collections.frequency(silicon.heard(), "AT+USECCONN")).isEqualTo(1);
  }

  @Test
  void pendingCommand_whenCableIsPulled_saysSo() {
    silicon.fallSilent();
    var pending = module.submit(RawCommand.of("AT+USECMODE?"));
    silicon.pullCable();
    assertThat(pending)
        .failsWithin(Duration.ofSeconds(60))
        .withThrowableThat()
        .withCauseInstanceOf(ChannelClosedException.class);
  }

  @Test
  void rawCommand_whenModuleIsSilentInRealTime_timesOut() {
    InMemoryModule silent = new InMemoryModule();
    ModuleOptions options = ModuleOptions.builder().configuration(family -> List.of()).build();
    RawCommand question =
        RawCommand.builder("AT+USECMODE?").timeLimit(Duration.ofSeconds(2)).build();
    try (SecurityModule inRealTime = SecurityModule.open(silent, options)) {
      silent.fallSilent();
      assertThatThrownBy(() -> inRealTime.execute(question))
          .isInstanceOf(CommandTimeoutException.class)
          .hasMessageContaining("memory");
    }
  }

  @Test
  void rawCommand_whenALineCannotCarryIt_isRefusedAndNothingIsSent() {
    int before = silicon.heard().size();
    assertThat(List.of("", "+CGMM", "AT+X\r", "AT+X=\"a\nb\"", "AT\0", "AT+X=\u0015", "AT+ü"))
        .allSatisfy(
            line ->
                assertThatThrownBy(() -> module.execute(RawCommand.of(line)))
                    .isInstanceOf(InvalidInputException.class));
    assertThat(silicon.heard()).hasSize(before);
  }
}
