package io.github.thingseal.at.command;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.thingseal.at.command.device.ReadClock;
import io.github.thingseal.at.command.device.ReadFile;
import io.github.thingseal.at.command.device.ReadFileBlock;
import io.github.thingseal.at.command.device.ReadFileSize;
import io.github.thingseal.at.command.device.ReadFreeFileSpace;
import io.github.thingseal.at.command.device.ReadGreeting;
import io.github.thingseal.at.command.device.SetClock;
import io.github.thingseal.at.command.network.ActivatePsdProfile;
import io.github.thingseal.at.command.network.AuthenticatePdpContext;
import io.github.thingseal.at.command.network.BandMask;
import io.github.thingseal.at.command.network.ClearPdpContext;
import io.github.thingseal.at.command.network.NetworkOperator;
import io.github.thingseal.at.command.network.OperatorFormat;
import io.github.thingseal.at.command.network.PdpConnection;
import io.github.thingseal.at.command.network.PdpCredentials;
import io.github.thingseal.at.command.network.PsdActivation;
import io.github.thingseal.at.command.network.ReadBandMasks;
import io.github.thingseal.at.command.network.ReadCellInfo;
import io.github.thingseal.at.command.network.ReadEdrx;
import io.github.thingseal.at.command.network.ReadEdrx.Edrx;
import io.github.thingseal.at.command.network.ReadExtendedErrors;
import io.github.thingseal.at.command.network.ReadExtendedErrors.ExtendedError;
import io.github.thingseal.at.command.network.ReadNetworkOperator;
import io.github.thingseal.at.command.network.ReadPdpConnection;
import io.github.thingseal.at.command.network.ReadRadioTechnologies;
import io.github.thingseal.at.command.network.SetBandMask;
import io.github.thingseal.at.command.network.SetPsdProfile;
import io.github.thingseal.at.command.network.SetRadioTechnologies;
import io.github.thingseal.at.command.tls.CipherSuites;
import io.github.thingseal.at.command.tls.ReadCipherSuites;
import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.secret.SecretBytes;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands by which a module is brought online and read, as the vendor's library has them. */
class BringUpCommandsTest {
  private static final AuthenticatePdpContext.Form USER_FIRST =
      AuthenticatePdpContext.Form.USER_FIRST;
  private static final AuthenticatePdpContext.Form PASSWORD_FIRST =
      AuthenticatePdpContext.Form.PASSWORD_FIRST;

  private static SecretBytes password(String text) {
    return SecretBytes.copyOf(text.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
  }

  @Test
  void authentication_whenSent_hasTheFormOfTheFamily() {
    PdpCredentials pap = new PdpCredentials(PdpCredentials.Protocol.PAP, "me", password("hush"));
    PdpCredentials chap = new PdpCredentials(PdpCredentials.Protocol.CHAP, "me", password("hush"));

    assertThat(new AuthenticatePdpContext(1, USER_FIRST, Optional.empty()).line())
        .isEqualTo("AT+UAUTHREQ=1,0,\"\",\"\"");
    assertThat(new AuthenticatePdpContext(1, PASSWORD_FIRST, Optional.empty()).line())
        .isEqualTo("AT+UAUTHREQ=1,0");
    assertThat(new AuthenticatePdpContext(2, USER_FIRST, Optional.of(pap)).line())
        .isEqualTo("AT+UAUTHREQ=2,1,\"me\",\"hush\"");
    assertThat(new AuthenticatePdpContext(2, PASSWORD_FIRST, Optional.of(chap)).line())
        .isEqualTo("AT+UAUTHREQ=2,2,\"hush\",\"me\"");
  }

  @Test
  void authentication_withCredentials_isSecret() {
    PdpCredentials credentials =
        new PdpCredentials(PdpCredentials.Protocol.PAP, "me", password("hush"));
    AuthenticatePdpContext command =
        new AuthenticatePdpContext(1, USER_FIRST, Optional.of(credentials));

    assertThat(command.secret()).isTrue();
    assertThat(new AuthenticatePdpContext(1, USER_FIRST, Optional.empty()).secret()).isFalse();
    assertThat(command.toString() + credentials).doesNotContain("hush");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\"b", "a,b", "a\rAT", "\u00e9"})
  void credentials_whenALineCannotCarryThem_areRefusedWithoutBeingShown(String text) {
    assertThatThrownBy(() -> new PdpCredentials(PdpCredentials.Protocol.PAP, "me", password(text)))
        .isInstanceOf(InvalidInputException.class)
        .message()
        .doesNotContain(text, "U+");
    assertThatThrownBy(
            () -> new PdpCredentials(PdpCredentials.Protocol.PAP, text, password("hush")))
        .isInstanceOf(InvalidInputException.class);
  }

  @Test
  void numbers_whenOutOfRange_areRefused() {
    assertThatThrownBy(() -> new AuthenticatePdpContext(0, USER_FIRST, Optional.empty()))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> SetPsdProfile.ipv4(-1)).isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> SetPsdProfile.context(0, 0)).isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> new ActivatePsdProfile(-1)).isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> new ClearPdpContext(0)).isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> new ReadFileBlock("a", -1, 1))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> new ReadFileBlock("a", 0, 0))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> new ReadFileBlock("a", 0, 65_537))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> new SetRadioTechnologies(List.of()))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> new SetRadioTechnologies(List.of(-1)))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> new ReadCipherSuites(5)).isInstanceOf(InvalidInputException.class);
  }

  @Test
  void psdActivation_whenReported_isRead() {
    assertThat(PsdActivation.URC.read(Lines.of("+UUPSDA: 0,\"10.0.0.2\"").get(0)))
        .contains(new PsdActivation(0, Optional.of("10.0.0.2")));
    assertThat(PsdActivation.URC.read(Lines.of("+UUPSDA: 3").get(0)).orElseThrow().isActive())
        .isFalse();
    assertThat(PsdActivation.URC.read(Lines.of("+UUPSDA: x").get(0))).isEmpty();
  }

  @Test
  void extendedErrors_whenAnswered_areOneALine() {
    assertThat(
            new ReadExtendedErrors()
                .read(Lines.of("+CEER: \"SM\",33,\"not subscribed\"", "+CEER: \"MM\"")))
        .containsExactly(
            new ExtendedError("SM", Optional.of("33"), Optional.of("not subscribed")),
            new ExtendedError("MM", Optional.empty(), Optional.empty()));
    assertThat(new ReadExtendedErrors().read(List.of())).isEmpty();
  }

  @Test
  void operator_whenFormatIsSet_isReadWithIt() {
    assertThat(OperatorFormat.NUMERIC.line()).isEqualTo("AT+COPS=3,2");
    assertThat(new ReadNetworkOperator().read(Lines.of("+COPS: 0,2,\"00101\",7")))
        .isEqualTo(
            new NetworkOperator(
                0, Optional.of(OperatorFormat.NUMERIC), Optional.of("00101"), OptionalInt.of(7)));
  }

  @Test
  void connection_whenMaskAndNameServersAreTold_readsThem() {
    assertThat(
            new ReadPdpConnection(1)
                .read(
                    Lines.of(
                        "+CGCONTRDP: 1,5,\"iot\",\"10.1.2.3.255.255.255.0\",\"10.1.2.1\","
                            + "\"8.8.8.8\",\"8.8.4.4\"")))
        .contains(
            new PdpConnection(
                1,
                5,
                "iot",
                Optional.of("10.1.2.3"),
                Optional.of("255.255.255.0"),
                Optional.of("10.1.2.1"),
                List.of("8.8.8.8", "8.8.4.4")));
  }

  @Test
  void technologiesAndBands_whenAnswered_areRead() {
    assertThat(new ReadRadioTechnologies().read(Lines.of("+URAT: 7,8"))).containsExactly(7, 8);
    assertThat(new SetRadioTechnologies(List.of(7, 8)).line()).isEqualTo("AT+URAT=7,8");

    List<BandMask> masks =
        new ReadBandMasks().read(Lines.of("+UBANDMASK: 0,524290,2,1,18446744073709551615,0"));
    assertThat(masks).hasSize(2);
    assertThat(masks.get(0).bands()).containsExactly(2, 20, 66);
    assertThat(masks.get(1).bands()).hasSize(64);
    assertThat(new SetBandMask(masks.get(1)).line())
        .isEqualTo("AT+UBANDMASK=1,18446744073709551615,0");
    assertThatThrownBy(() -> new ReadBandMasks().read(Lines.of("+UBANDMASK: 0,1,2,1")))
        .isInstanceOf(UnexpectedReplyException.class);
    assertThatThrownBy(() -> new ReadBandMasks().read(Lines.of("+UBANDMASK: 0,-1,2")))
        .isInstanceOf(UnexpectedReplyException.class);
  }

  @Test
  void cell_whenSeveralLinesCome_keepsEach() {
    List<List<String>> cell =
        new ReadCellInfo()
            .read(
                Lines.of(
                    "+UCGED: 2",
                    "+UCGED: 6,310,410",
                    "+UCGED: 5110,12,10,10,830e,162,-86,-14,131,-1,3,255,128,\"FB306E02\""));

    assertThat(cell).hasSize(3).startsWith(List.of("2"), List.of("6", "310", "410"));
    assertThat(cell.get(2)).hasSize(14).endsWith("FB306E02");
    assertThat(new ReadCellInfo().read(Lines.of("+UCGED: 0"))).isEqualTo(List.of(List.of("0")));
    assertThatThrownBy(() -> new ReadCellInfo().read(List.of()))
        .isInstanceOf(UnexpectedReplyException.class);
  }

  @Test
  void greeting_whenAnswered_isTextFirst() {
    assertThat(new ReadGreeting().read(Lines.of("+CSGT: \"Module has booted.\",1")))
        .contains("Module has booted.");
    assertThat(new ReadGreeting().read(Lines.of("+CSGT: \"Module has booted.\",0"))).isEmpty();
    assertThatThrownBy(() -> new ReadGreeting().read(Lines.of("+CSGT: 1,\"text\"")))
        .isInstanceOf(UnexpectedReplyException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-29T10:17:05+02:00,26/11/29,10:17:05+08",
    "2000-01-02T03:04:05Z,00/01/02,03:04:05+00",
    "2099-12-31T23:59:59-09:30,99/12/31,23:59:59-38"
  })
  void clock_whenSet_readsBackWithItsZone(String time, String date, String rest) {
    String text = "\"" + date + "," + rest + "\"";
    SetClock command = new SetClock(OffsetDateTime.parse(time));

    assertThat(command.line()).isEqualTo("AT+CCLK=" + text);
    assertThat(new ReadClock().read(Lines.of("+CCLK: " + text)).toInstant())
        .contains(OffsetDateTime.parse(time).toInstant());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"1999-12-31T00:00:00Z", "2100-01-01T00:00:00Z", "2026-01-01T00:00:00+00:01"})
  void clock_whenItCannotBeTold_isRefused(String time) {
    assertThatThrownBy(() -> new SetClock(OffsetDateTime.parse(time)))
        .isInstanceOf(InvalidInputException.class);
  }

  @Test
  void files_whenAnswered_areRead() {
    assertThat(new ReadFreeFileSpace().read(Lines.of("+ULSTFILE: 1048576"))).isEqualTo(1_048_576);
    assertThat(new ReadFileSize("a").read(Lines.of("+ULSTFILE: 12"))).isEqualTo(12);
    assertThat(new ReadFile("a").reply()).isEqualTo(ReplyShape.binary("+URDFILE", 1));
    assertThat(new ReadFile("a").read(file("+URDFILE", "2", "hi")))
        .isEqualTo("hi".getBytes(US_ASCII));
    assertThatThrownBy(() -> new ReadFile("a").read(file("+URDFILE", "3", "hi")))
        .isInstanceOf(UnexpectedReplyException.class);
    assertThat(new ReadFileBlock("a", 1, 2).line()).isEqualTo("AT+URDBLOCK=\"a\",1,2");
    assertThat(new ReadFileBlock("a", 1, 2).read(file("+URDBLOCK", "2", "hi"))).hasSize(2);
  }

  private static List<InfoLine> file(String prefix, String count, String content) {
    return List.of(
        new InfoLine(
            prefix,
            List.of("a".getBytes(US_ASCII), count.getBytes(US_ASCII), content.getBytes(US_ASCII))));
  }

  @Test
  void cipherSuites_whenAnswered_areReadInEachForm() {
    ReadCipherSuites command = new ReadCipherSuites(0);

    assertThat(command.line()).isEqualTo("AT+USECPRF=0,2");
    assertThat(command.read(Lines.of("+USECPRF: 0,2,100,\"C02A;C02C\"")))
        .isEqualTo(new CipherSuites(100, List.of("C02A", "C02C")));
    assertThat(command.read(Lines.of("+USECPRF: 0,2,100,\"C02A;C02C;\"")))
        .isEqualTo(new CipherSuites(100, List.of("C02A", "C02C")));
    assertThat(command.read(Lines.of("+USECPRF: 0,2,99,\"C02F\"")))
        .isEqualTo(new CipherSuites(99, List.of("C02F")));
    assertThat(command.read(Lines.of("+USECPRF: 0,2,0"))).isEqualTo(new CipherSuites(0, List.of()));
    assertThat(command.read(Lines.of("+USECPRF: 0,2,100,\"\"")))
        .isEqualTo(new CipherSuites(100, List.of()));
    assertThatThrownBy(() -> command.read(Lines.of("+USECPRF: 0,2,100,\"C0\"")))
        .isInstanceOf(UnexpectedReplyException.class);
  }

  @Test
  void edrx_whenAnswered_isRead() {
    assertThat(new ReadEdrx().read(Lines.of("+CEDRXRDP: 4,\"0101\",\"0010\",\"0011\"")))
        .isEqualTo(
            new Edrx(
                OptionalInt.of(4), Optional.of("0101"), Optional.of("0010"), Optional.of("0011")));
    assertThat(new ReadEdrx().read(Lines.of("+CEDRXRDP: 0")).accessTechnology()).isEmpty();
  }
}
