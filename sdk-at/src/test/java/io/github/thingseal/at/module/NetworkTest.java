package io.github.thingseal.at.module;

import static io.github.thingseal.at.module.FakeDialogue.error;
import static io.github.thingseal.at.module.FakeDialogue.ok;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.thingseal.at.command.Apn;
import io.github.thingseal.at.command.CommandRejectedException;
import io.github.thingseal.at.command.Registration;
import io.github.thingseal.at.command.RegistrationDomain;
import io.github.thingseal.at.command.RegistrationStatus;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class NetworkTest {
  private static final Duration LIMIT = Duration.ofMinutes(3);

  @Test
  void connect_whenNetworkIsFound_defersToItForTheContext() {
    FakeDialogue dialogue =
        FakeDialogue.saraR5()
            .on("AT+CEREG?", ok("+CEREG: 0,2"), ok("+CEREG: 0,1"))
            .on("AT+CGREG?", error("ERROR"))
            .on("AT+CREG?", ok("+CREG: 0,0"))
            .on("AT+CGATT?", ok("+CGATT: 0"), ok("+CGATT:1"))
            .on("AT+CGACT?", ok("+CGACT: 1,1"));
    ModuleUnderTest test = ModuleUnderTest.of(dialogue);
    Duration before = test.time.elapsed();

    Registration registration = test.module.network().connect(Apn.of("iot.example"), LIMIT);

    assertThat(registration.status()).isEqualTo(RegistrationStatus.HOME);
    assertThat(dialogue.sent())
        .containsExactly(
            "AT+CGDCONT=1,\"IP\",\"iot.example\"",
            "AT+CFUN=1",
            "AT+CEREG?",
            "AT+CGREG?",
            "AT+CREG?",
            "AT+CEREG?",
            "AT+CGATT?",
            "AT+CEREG?",
            "AT+CGATT?",
            "AT+CGACT?");
    assertThat(test.time.elapsed().minus(before))
        .as("a second after AT+CFUN=4 of the start-up, then two polls")
        .isEqualTo(Duration.ofSeconds(3));
  }

  @Test
  void connect_whenContextIsNotActive_activatesIt() {
    FakeDialogue dialogue =
        FakeDialogue.saraR5()
            .on("AT+CEREG?", ok("+CEREG: 0,5"))
            .on("AT+CGATT?", ok("+CGATT: 1"))
            .on("AT+CGACT?", ok("+CGACT: 1,0"));
    ModuleUnderTest.of(dialogue).module.network().connect(LIMIT);
    assertThat(dialogue.sent()).endsWith("AT+CGACT?", "AT+CGACT=1,1");
  }

  @Test
  void connect_whenRegisteredIn2gOnly_isRegistered() {
    FakeDialogue dialogue =
        FakeDialogue.of("SARA-R412M-02B", "SARA-R412M-02B-00")
            .on("AT+CEREG?", ok("+CEREG: 0,0"))
            .on("AT+CGREG?", ok("+CGREG: 0,1"))
            .on("AT+CGATT?", ok("+CGATT: 1"))
            .on("AT+CGACT?", ok("+CGACT: 1,1"));
    assertThat(ModuleUnderTest.of(dialogue).module.network().connect(LIMIT).domain())
        .isEqualTo(RegistrationDomain.GPRS);
  }

  @Test
  void connect_whenNoNetworkIsFound_saysHowFarItCame() {
    FakeDialogue dialogue =
        FakeDialogue.saraR5()
            .on("AT+CEREG?", ok("+CEREG: 0,3"))
            .on("AT+CGREG?", ok("+CGREG: 0,0"))
            .on("AT+CREG?", ok("+CREG: 0,0"));
    ModuleUnderTest test = ModuleUnderTest.of(dialogue);
    assertThatThrownBy(() -> test.module.network().connect(Duration.ofSeconds(60)))
        .isInstanceOf(WaitExpiredException.class)
        .hasMessageContaining("DENIED")
        .hasMessageContaining("PT1M");
  }

  @Test
  void connect_whenRadioCannotBeTurnedOn_fails() {
    FakeDialogue dialogue =
        FakeDialogue.saraR5().on("AT+CFUN=1", error("+CME ERROR: SIM not inserted"));
    ModuleUnderTest test = ModuleUnderTest.of(dialogue);
    assertThatThrownBy(() -> test.module.network().connect(LIMIT))
        .isInstanceOf(CommandRejectedException.class)
        .hasMessageContaining("SIM not inserted");
  }

  @Test
  void disconnect_whenOnline_turnsTheRadioOff() {
    ModuleUnderTest test = ModuleUnderTest.of(FakeDialogue.saraR5());
    test.module.network().disconnect();
    assertThat(test.dialogue.sent()).containsExactly("AT+CFUN=4");
  }

  @Test
  void readings_whenAsked_areThoseOfTheModule() {
    FakeDialogue dialogue =
        FakeDialogue.saraR5()
            .on("AT+CSQ", ok("+CSQ: 16,99"))
            .on("AT+COPS?", ok("+COPS: 0,0,\"NB-IoT Network\",8"))
            .on("AT+CGPADDR=1", ok("+CGPADDR: 1,\"10.85.125.87\""));
    Network network = ModuleUnderTest.of(dialogue).module.network();
    assertThat(network.signal().dbm()).hasValue(-81);
    assertThat(network.operator().name()).contains("NB-IoT Network");
    assertThat(network.address()).contains("10.85.125.87");
  }
}
