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
          --at-port 70000; --at-port 70000
          --https-port 70000; --https-port 70000
          --http-port -1; --http-port -1
          --console-port 70000; --console-port 70000
          --rot-uid 12; RoTPublicUID
          --storage pom.xml; --storage pom.xml is no folder
          --ca-file missing/ca.pem; --ca-file missing/ca.pem cannot be written: its folder does not exist
          --ca-file src; --ca-file src cannot be written: it is a folder
          --replay missing.transcript; missing.transcript cannot be read
          --replay pom.xml; The transcript pom.xml cannot be played: A transcript begins with the line
          --version; --version
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
