package io.github.thingseal.at.module;

import static io.github.thingseal.at.module.FakeDialogue.error;
import static io.github.thingseal.at.module.FakeDialogue.ok;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.thingseal.at.command.CommandRejectedException;
import io.github.thingseal.at.command.network.Apn;
import io.github.thingseal.at.command.network.PdpCredentials;
import io.github.thingseal.at.command.network.Registration;
import io.github.thingseal.at.command.network.RegistrationDomain;
import io.github.thingseal.at.command.network.RegistrationStatus;
import io.github.thingseal.core.secret.SecretBytes;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
            "AT+UAUTHREQ=1,0,\"\",\"\"",
            "AT+CFUN=1",
            "AT+CEREG?",
            "AT+CGREG?",
            "AT+CREG?",
            "AT+CEREG?",
            "AT+CGATT?",
            "AT+CEREG?",
            "AT+CGATT?",
            "AT+CGACT?",
            "AT+UPSD=0,0,0",
            "AT+UPSD=0,100,1",
            "AT+UPSDA=0,3");
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
    assertThat(dialogue.sent())
        .containsSubsequence("AT+CGACT?", "AT+CGACT=1,1", "AT+UPSD=0,0,0", "AT+UPSDA=0,3");
  }

  @Test
  void connect_whenProfilesAreRefused_isOnlineNevertheless() {
    FakeDialogue dialogue =
        online(FakeDialogue.saraR5())
            .on("AT+UAUTHREQ=1,0,\"\",\"\"", error("+CME ERROR: operation not supported"))
            .on("AT+UPSD=0,0,0", error("+CME ERROR: operation not allowed"))
            .on("AT+UPSD=0,100,1", error("ERROR"))
            .on("AT+UPSDA=0,3", error("+CME ERROR: operation not allowed"));

    Registration registration =
        ModuleUnderTest.of(dialogue).module.network().connect(Apn.of("iot.example"), LIMIT);

    assertThat(registration.status()).isEqualTo(RegistrationStatus.HOME);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SARA-R510M8S|SARA-R510M8S-01B-00|1,2,\"me\",\"hush\"|true|true",
        "SARA-R422|SARA-R422-00B-00|1,2,\"hush\",\"me\"|true|false",
        "SARA-R410M-02B|SARA-R410M-02B-00|1,2,\"hush\",\"me\"|false|false",
        "LARA-R6001|LARA-R6001-00B-00|1,2,\"hush\",\"me\"|false|false"
      })
  void connect_whenAccessPointAsksForCredentials_sendsThemAsTheFamilyWantsThem(
      String model, String product, String parameters, boolean profiles, boolean activation) {
    FakeDialogue dialogue = online(FakeDialogue.of(model, product));
    ModuleUnderTest test = ModuleUnderTest.of(dialogue);

    try (SecretBytes password = SecretBytes.copyOf("hush".getBytes(US_ASCII))) {
      test.module
          .network()
          .connect(
              Apn.of("iot.example"),
              new PdpCredentials(PdpCredentials.Protocol.CHAP, "me", password),
              LIMIT);
    }

    assertThat(dialogue.sent())
        .startsWith(
            "AT+CGDCONT=1,\"IP\",\"iot.example\"", "AT+UAUTHREQ=" + parameters, "AT+CFUN=1");
    assertThat(dialogue.sent().contains("AT+UPSD=0,100,1")).isEqualTo(profiles);
    assertThat(dialogue.sent().contains("AT+UPSDA=0,3")).isEqualTo(activation);
  }

  @Test
  void connect_whenCredentialsAreRefused_fails() {
    FakeDialogue dialogue =
        online(FakeDialogue.saraR5())
            .on("AT+UAUTHREQ=1,1,\"me\",\"hush\"", error("+CME ERROR: operation not allowed"));
    ModuleUnderTest test = ModuleUnderTest.of(dialogue);

    try (SecretBytes password = SecretBytes.copyOf("hush".getBytes(US_ASCII))) {
      PdpCredentials credentials = new PdpCredentials(PdpCredentials.Protocol.PAP, "me", password);
      assertThatThrownBy(
              () -> test.module.network().connect(Apn.of("iot.example"), credentials, LIMIT))
          .isInstanceOf(CommandRejectedException.class);
    }
    assertThat(dialogue.sent()).doesNotContain("AT+CFUN=1");
  }

  private static FakeDialogue online(FakeDialogue dialogue) {
    return dialogue
        .on("AT+CEREG?", ok("+CEREG: 0,1"))
        .on("AT+CGATT?", ok("+CGATT: 1"))
        .on("AT+CGACT?", ok("+CGACT: 1,1"));
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
  void connect_whenTheLimitIsShorterThanTheInterval_asksAgainAtItsEnd() {
    FakeDialogue dialogue =
        FakeDialogue.saraR5()
            .on("AT+CEREG?", ok("+CEREG: 0,2"), ok("+CEREG: 0,1"))
            .on("AT+CGATT?", ok("+CGATT: 1"))
            .on("AT+CGACT?", ok("+CGACT: 1,1"));
    ModuleUnderTest test = ModuleUnderTest.of(dialogue);
    assertThat(test.module.network().connect(Duration.ofMillis(900)).status().isRegistered())
        .isTrue();
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
