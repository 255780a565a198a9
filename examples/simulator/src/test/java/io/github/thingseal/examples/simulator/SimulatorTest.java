package io.github.thingseal.examples.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimulatorTest {
  private final StringWriter errors = new StringWriter();

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          --bogus; '--bogus'
          anything; anything
          --family NINA; NINA
          --firmware 99Z; 99Z
          --time slow; slow
          --at-port x; --at-port
          --at-port 70000; 70000
          --https-port 70000; 70000
          --http-port -1; -1
          --rot-uid 12; RoTPublicUID
          --replay missing.transcript; missing.transcript
          """)
  void wrongOptions_endWithTwoAndOneMessage(String arguments, String message) {
    int ending =
        Simulator.commandLine()
            .setErr(new PrintWriter(errors, true))
            .execute(arguments.split(" ", -1));

    assertThat(ending).isEqualTo(2);
    assertThat(errors.toString().lines()).hasSize(2).last().isEqualTo("--help lists the options.");
    assertThat(errors.toString()).contains(message);
  }
}
