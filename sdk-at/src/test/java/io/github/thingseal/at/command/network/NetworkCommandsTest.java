package io.github.thingseal.at.command.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.thingseal.at.command.Lines;
import io.github.thingseal.at.command.ReplyShape;
import io.github.thingseal.at.command.UnexpectedReplyException;
import io.github.thingseal.at.command.device.ReadFunctionality;
import io.github.thingseal.at.command.device.ReadSupportedFunctionality;
import io.github.thingseal.core.InvalidInputException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkCommandsTest {
  private static final ReadRegistration EPS = new ReadRegistration(RegistrationDomain.EPS);

  @ParameterizedTest
  @CsvSource({
    "0,NOT_REGISTERED",
    "1,HOME",
    "2,SEARCHING",
    "3,DENIED",
    "4,UNKNOWN",
    "5,ROAMING",
    "9,UNKNOWN"
  })
  void registration_whenShort_isTheStatus(int stat, RegistrationStatus expected) {
    Registration registration = EPS.read(Lines.of("+CEREG: 0," + stat));
    assertThat(registration.status()).isEqualTo(expected);
    assertThat(registration.areaCode()).isEmpty();
    assertThat(registration.accessTechnology()).isEmpty();
  }

  @Test
  void registration_whenStandardForm_reportsPlaceAndTechnology() {
    Registration registration = EPS.read(Lines.of("+CEREG: 2,5,\"0001\",\"01a2d001\",8"));
    assertThat(registration)
        .isEqualTo(
            new Registration(
                RegistrationDomain.EPS,
                RegistrationStatus.ROAMING,
                Optional.of("0001"),
                Optional.of("01a2d001"),
                OptionalInt.of(8)));
  }

  @Test
  void registration_whenR5PutsInAnExtraField_findsTheTechnologyBehindIt() {
    Registration registration =
        EPS.read(Lines.of("+CEREG: 4,1,\"1\",\"0\",\"1\",7,,,\"00100010\",\"10111110\""));
    assertThat(registration.status()).isEqualTo(RegistrationStatus.HOME);
    assertThat(registration.areaCode()).contains("1");
    assertThat(registration.cellId()).contains("0");
    assertThat(registration.accessTechnology()).hasValue(7);
  }

  @Test
  void registration_whenTimersFollowTheStandardForm_findsTheTechnology() {
    Registration registration =
        EPS.read(Lines.of("+CEREG: 4,1,\"1\",\"0\",9,,,\"00100010\",\"10111110\""));
    assertThat(registration.accessTechnology()).hasValue(9);
  }

  @Test
  void registration_whenTheUnsolicitedFormSlippedInBefore_isTheLastLine() {
    Registration registration =
        EPS.read(Lines.of("+CEREG: 1,\"0001\",\"01a2d001\",7", "+CEREG: 2,2"));
    assertThat(registration.status()).isEqualTo(RegistrationStatus.SEARCHING);
  }

  @Test
  void registration_whenUnsolicitedFormHasNoNumberInSecondPlace_isNotTheReply() {
    assertThat(EPS.reply()).isEqualTo(ReplyShape.prefixed("+CEREG", 2, 12, 2));
  }

  @Test
  void registration_whenBlanksSurroundNumbers_readsThem() {
    assertThat(EPS.read(Lines.of("+CEREG:  0 , 1 ")).status().isRegistered()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"0,-113", "16,-81", "31,-51"})
  void signal_whenKnown_isInDbm(int rssi, int dbm) {
    assertThat(new ReadSignalQuality().read(Lines.of("+CSQ: " + rssi + ",99")).dbm()).hasValue(dbm);
  }

  @ParameterizedTest
  @ValueSource(ints = {99, 32, -1})
  void signal_whenNotKnown_hasNoDbm(int rssi) {
    assertThat(new ReadSignalQuality().read(Lines.of("+CSQ: " + rssi + ",99")).dbm()).isEmpty();
  }

  @Test
  void lteSignal_whenKnown_isTheLastTwoNumbers() {
    assertThat(new ReadLteSignal().read(Lines.of("+CESQ: 99,99,255,255,20,60")))
        .isEqualTo(new LteSignal(OptionalInt.of(20), OptionalInt.of(60)));
    assertThat(new ReadLteSignal().read(Lines.of("+CESQ: 99,99,255,255,255,255")))
        .isEqualTo(new LteSignal(OptionalInt.empty(), OptionalInt.empty()));
  }

  @Test
  void operator_whenChosen_reportsNameAndTechnology() {
    assertThat(new ReadNetworkOperator().read(Lines.of("+COPS: 0,0,\"NB-IoT Network\",8")))
        .isEqualTo(
            new NetworkOperator(
                0,
                Optional.of(OperatorFormat.LONG_NAME),
                Optional.of("NB-IoT Network"),
                OptionalInt.of(8)));
    assertThat(new ReadNetworkOperator().read(Lines.of("+COPS: 0")))
        .isEqualTo(new NetworkOperator(0, Optional.empty(), Optional.empty(), OptionalInt.empty()));
  }

  @ParameterizedTest
  @CsvSource({"+CGATT: 1,true", "+CGATT:1,true", "+CGATT: 0,false"})
  void attachment_whenBlankIsAbsent_isRead(String line, boolean attached) {
    assertThat(new ReadAttachment().read(Lines.of(line))).isEqualTo(attached);
  }

  @Test
  void attachment_whenNeitherZeroNorOne_isUnexpected() {
    assertThatThrownBy(() -> new ReadAttachment().read(Lines.of("+CGATT: 2")))
        .isInstanceOf(UnexpectedReplyException.class)
        .hasMessageContaining("AT+CGATT");
    assertThatThrownBy(() -> new ReadAttachment().read(Lines.of("+CGATT: yes")))
        .isInstanceOf(UnexpectedReplyException.class);
  }

  @Test
  void contexts_whenSeveralAreDefined_areAllRead() {
    List<PdpContext> contexts =
        new ReadPdpContexts()
            .read(
                Lines.of(
                    "+CGDCONT: 1,\"IP\",\"default\",\"192.168.20.2\",0,0,0",
                    "+CGDCONT: 2,\"IPV4V6\",\"\",\"\",0,0"));
    assertThat(contexts)
        .containsExactly(
            new PdpContext(1, "IP", Optional.of("default"), Optional.of("192.168.20.2")),
            new PdpContext(2, "IPV4V6", Optional.empty(), Optional.empty()));
  }

  @Test
  void activeContexts_whenSomeAre_areTold() {
    ReadActivePdpContexts command = new ReadActivePdpContexts();
    assertThat(command.read(Lines.of("+CGACT: 1,1", "+CGACT: 2,0"))).containsExactly(1);
    assertThat(command.read(List.of())).isEmpty();
  }

  @Test
  void address_whenAssigned_isRead() {
    ReadPdpAddress command = new ReadPdpAddress(1);
    assertThat(command.read(Lines.of("+CGPADDR: 1,\"10.85.125.87\""))).contains("10.85.125.87");
    assertThat(command.read(Lines.of("+CGPADDR: 1"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "ME PDN ACT 1,1,0",
    "NW PDN ACT 12,12,0",
    "ME PDN DEACT 3,0,3",
    "ME PDN ACT 1 0,1,0",
    "ME PDN ACT 1234,0,0",
    "ME PDN ACT,0,0",
    "ME DETACH,0,0"
  })
  void pdpEvent_whenItNamesAContext_isItsNumber(String text, int activated, int deactivated) {
    PdpEvent event = PdpEvent.URC.read(Lines.of("+CGEV: " + text).get(0)).orElseThrow();

    assertThat(event.activated().orElse(0)).isEqualTo(activated);
    assertThat(event.deactivated().orElse(0)).isEqualTo(deactivated);
  }

  @Test
  void operatorProfile_whenMoreNumbersFollow_isTheFirst() {
    assertThat(new ReadOperatorProfile().read(Lines.of("+UMNOPROF: 1,2,1,1"))).isEqualTo(1);
  }

  @Test
  void readSupportedFunctionality_takesTheFirstListOnly() {
    ReadSupportedFunctionality command = new ReadSupportedFunctionality();

    assertThat(command.read(Lines.of("+CFUN: (0,1,4,10,11,15,16,19),(0-1)")))
        .containsExactly(0, 1, 4, 10, 11, 15, 16, 19);
    assertThat(command.read(Lines.of("+CFUN: (0-2,4)"))).containsExactly(0, 1, 2, 4);
    assertThat(command.read(Lines.of("+CFUN: (1,300)"))).containsExactly(1, 300);
  }

  @Test
  void readSupportedFunctionality_whenItIsNoList_isUnexpected() {
    for (String answer :
        List.of("1", "(", "(1", "(1,)", "(-1)", "(a)", "(1-2-3)", "(99999999999)")) {
      assertThatThrownBy(() -> new ReadSupportedFunctionality().read(Lines.of("+CFUN: " + answer)))
          .isInstanceOf(UnexpectedReplyException.class);
    }
  }

  @Test
  void functionality_whenRead_isTheLevel() {
    assertThat(new ReadFunctionality().read(Lines.of("+CFUN: 4"))).isEqualTo(4);
    assertThatThrownBy(() -> new ReadFunctionality().read(List.of()))
        .isInstanceOf(UnexpectedReplyException.class)
        .hasMessageContaining("AT+CFUN");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a\"b", "a,b", "a\rb", "a\u0000b", "a\u0015b", "zürich"})
  void apn_whenALineCannotCarryIt_isRefused(String name) {
    assertThatThrownBy(() -> Apn.of(name)).isInstanceOf(InvalidInputException.class);
  }

  @Test
  void context_whenNumberIsNotPositive_isRefused() {
    assertThatThrownBy(() -> new ReadPdpAddress(0))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("contextId is 1 or more, not 0");
  }
}
