package io.github.thingseal.testkit;

import static io.github.thingseal.testkit.ModuleBench.lines;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.thingseal.core.InvalidInputException;
import org.junit.jupiter.api.Test;

/** How much a module encrypts at once: 900 bytes, or what its builder says. */
class LongestPlaintextTest {
  private static final String WRONG = lines("+CME ERROR: incorrect parameters");
  private static final String PROMPT = "\r\n>";

  @Test
  void plaintext_of900Bytes_isTheLongestUnlessSaidOtherwise() {
    try (ModuleBench bench = ModuleBench.sealed()) {
      assertThat(bench.send("AT+USECE2EDATAENC=901\r")).isEqualTo(WRONG);
      assertThat(bench.send("AT+USECE2EDATAENC=900\r")).isEqualTo(PROMPT);
      assertThat(bench.send("x".repeat(900))).startsWith("\r\n+USECE2EDATAENC: 932,\"");
      assertThat(bench.send("AT+USECE2EDATADEC=933\r")).isEqualTo(WRONG);
      assertThat(bench.send("AT+USECDATAENC=901\r")).isEqualTo(WRONG);
    }
  }

  @Test
  void plaintext_asLongAsTheBuilderSays_isTaken() {
    try (ModuleBench bench = ModuleBench.sealed(options -> options.longestPlaintext(16))) {
      assertThat(bench.send("AT+USECE2EDATAENC=17\r")).isEqualTo(WRONG);
      assertThat(bench.send("AT+USECE2EDATAENC=16\r")).isEqualTo(PROMPT);
      bench.send("x".repeat(16));
      assertThat(bench.send("AT+USECDATAENC=17\r")).isEqualTo(WRONG);
      assertThat(bench.send("AT+USECDATAENC=16\r")).isEqualTo(PROMPT);
    }
    try (ModuleBench bench = ModuleBench.sealed(options -> options.longestPlaintext(2000))) {
      assertThat(bench.send("AT+USECE2EDATAENC=2000\r")).isEqualTo(PROMPT);
    }
  }

  @Test
  void limit_thatNoPayloadHas_isRejected() {
    try (RootOfTrust root = ModuleBench.newRootOfTrust()) {
      SimulatedModule.Builder builder = SimulatedModule.builder(root);
      for (int bytes : new int[] {-1, 0, 65_537}) {
        assertThatThrownBy(() -> builder.longestPlaintext(bytes))
            .isInstanceOf(InvalidInputException.class)
            .hasMessageContaining("not " + bytes);
      }
    }
  }
}
