package io.github.thingseal.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class QuickstartTest {
  private final StringWriter errors = new StringWriter();

  private int run(String... arguments) {
    CommandLine program = Quickstart.commandLine().setErr(new PrintWriter(errors, true));
    return program.execute(arguments);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          --bogus; '--bogus'
          anything; anything
          --serial; --serial
          --serial with~blanks; serial
          --serial 12345678901234567; 16 characters
          --apn in"ternet; access point
          --seal; --port is missing
          --port tcp:nowhere; tcp:HOST:PORT
          --port tcp:host:99999; tcp:HOST:PORT
          --port /dev/null; --service is missing
          --port /dev/null --service https://x.example; --profile is missing
          --port /dev/null --service ftp://x.example --profile AgbCtixjwqLjwV3VWpfPyz; base URL
          --port /dev/null --service http://x.example --profile AgbCtixjwqLjwV3VWpfPyz; http
          --port /dev/null --service https://x.example --profile a~b; profile
          --port /dev/null --service https://x.example --profile AgbCtixjwqLjwV3VWpfPyz --ca missing; missing
          """)
  void wrongOptions_endWithTwoAndOneMessage(String arguments, String message) {
    String[] separate = arguments.split(" ", -1);
    for (int i = 0; i < separate.length; i++) {
      separate[i] = separate[i].replace("~", " ");
    }

    assertThat(run(separate)).isEqualTo(2);

    assertThat(errors.toString().lines()).hasSize(2).last().isEqualTo("--help lists the options.");
    assertThat(errors.toString()).containsIgnoringCase(message);
  }

  @Test
  void help_endsWithZero() {
    Quickstart.commandLine().setOut(new PrintWriter(errors, true)).execute("--help");
    assertThat(errors.toString()).contains("--port", "Exit codes");
  }
}
