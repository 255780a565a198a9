package io.github.thingseal.examples.coappsk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class CoapPskTest {
  private final StringWriter written = new StringWriter();

  @Test
  void wrongOption_endsWithTwoAndOneMessage() {
    assertThat(CoapPsk.commandLine().setErr(new PrintWriter(written, true)).execute("--bogus"))
        .isEqualTo(2);
    assertThat(written.toString().lines()).hasSize(2).last().isEqualTo("--help lists the options.");
  }

  @Test
  void help_endsWithZero() {
    assertThat(CoapPsk.commandLine().setOut(new PrintWriter(written, true)).execute("--help"))
        .isZero();
    assertThat(written.toString()).contains("Californium", "Exit codes");
  }
}
