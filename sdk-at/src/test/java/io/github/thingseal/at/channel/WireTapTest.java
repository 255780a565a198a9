package io.github.thingseal.at.channel;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What of the wire may be shown, where the secrets of one channel lie on all sides of it. */
class WireTapTest {
  private final StringBuilder told = new StringBuilder();
  private final WireTap tap = new WireTap((direction, text) -> told.append(text));

  private void heard(String text) {
    byte[] block = text.getBytes(ISO_8859_1);
    tap.heard(block, block.length);
  }

  private static ReceivedLine line(String text, String window) {
    byte[] bytes = text.getBytes(ISO_8859_1);
    int at = window.isEmpty() ? -1 : text.indexOf(window);
    return new ReceivedLine(bytes, 0, bytes.length, at, window.length());
  }

  @Test
  void line_whenItHasAWindow_hidesThatThoughNothingElseIsSecret() {
    heard("\r\n+X: 5,\"bytes\"\r\n");
    tap.line(line("+X: 5,\"bytes\"", "bytes"), false);
    assertThat(told).hasToString("\\r\\n+X:\\x205,\"{5}\"\\r\\n");
  }

  @Test
  void line_whenSecretAndItsCountTooSmall_hidesWhatStandsBehindTheWindowToo() {
    heard("\r\n+X: 3,\"abcdef\"\r\n");
    tap.line(line("+X: 3,\"abcdef\"", "abc"), true);
    assertThat(told).hasToString("\\r\\n+X:\\x203,\"{6}\"\\r\\n");
  }

  @Test
  void line_whenSomethingUnknownCameBeforeIt_hidesThat() {
    heard("rest of a key\r\nOK\r\n");
    tap.line(line("OK", ""), false);
    assertThat(told).hasToString("{4}\\x20{2}\\x20{1}\\x20{3}\\r\\nOK\\r\\n");
  }

  @Test
  void line_whenSecret_showsItsPrefixAtMost() {
    heard("+X: \"0f0f\",7\r\n0f0f\r\n");
    tap.line(line("+X: \"0f0f\",7", ""), true);
    tap.line(line("0f0f", ""), true);
    assertThat(told).hasToString("+X:\\x20\"{4}\",{1}\\r\\n{4}\\r\\n");
  }

  @Test
  void prompt_whenSomethingUnknownCameBeforeIt_hidesThat() {
    heard("key\r\n>");
    tap.prompt();
    assertThat(told).hasToString("{3}\\r\\n>");
  }

  @Test
  void heard_whenNoLineEverEnds_showsTheLengthOnly() {
    String block = "k".repeat(AtLexer.MAX_LINE_BYTES);
    heard(block);
    heard(block);
    assertThat(told).isEmpty();
    heard(block);
    assertThat(told).hasToString("{" + 2 * AtLexer.MAX_LINE_BYTES + "}");
    told.setLength(0);
    tap.flush();
    assertThat(told).hasToString("{" + AtLexer.MAX_LINE_BYTES + "}");
  }

  @Test
  void command_whenSecret_showsTheShapeOfItsParametersOnly() {
    byte[] line = "AT+USECC2C=1,\"0f0f\"\r".getBytes(ISO_8859_1);
    assertThat(WireTap.command(line, true)).isEqualTo("AT+USECC2C={1},\"{4}\"\\r");
    assertThat(WireTap.command(line, false)).isEqualTo("AT+USECC2C=1,\"0f0f\"\\r");
  }
}
