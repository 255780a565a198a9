package io.github.thingseal.examples.quickstart;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.thingseal.at.module.ModuleOptions;
import io.github.thingseal.at.transport.Transport;
import io.github.thingseal.cloud.SecurityServices;
import io.github.thingseal.cloud.auth.Credentials;
import io.github.thingseal.core.PermanentException;
import io.github.thingseal.core.id.DeviceProfileUid;
import io.github.thingseal.testkit.SimulatedServices;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class QuickstartTest {
  private final StringWriter errors = new StringWriter();
  private final Map<String, String> environment = new HashMap<>();

  private int run(String... arguments) {
    CommandLine program =
        Quickstart.commandLine(environment::get).setErr(new PrintWriter(errors, true));
    return program.execute(arguments);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          --bogus; '--bogus'
          anything; anything
          --version; --version
          --serial; --serial
          --serial with~blanks; serial
          --serial 12345678901234567; 16 characters
          --apn in"ternet; access point
          --seal; --port is missing
          --port tcp:nowhere; tcp:HOST:PORT
          --port tcp:host:99999; tcp:HOST:PORT
          --port /dev/null; --service is missing
          --port /dev/null --service https://x.example; THINGSEAL_DEVICE_PROFILE, is missing
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

  /** A service that runs, and no module. */
  private record NoModule(SimulatedServices services, List<X509Certificate> trusted)
      implements World {
    @Override
    public String description() {
      return "a service without a module";
    }

    @Override
    public Transport openLine() {
      throw new PermanentException("There is no port");
    }

    @Override
    public SecurityServices openServices() {
      return SecurityServices.builder()
          .baseUrl(services.url().toString())
          .credentials(Credentials.of(services.accessKey(), services.accessSecret()))
          .trustedCertificates(trusted.toArray(X509Certificate[]::new))
          .build();
    }

    @Override
    public ModuleOptions moduleOptions() {
      return ModuleOptions.standard();
    }

    @Override
    public DeviceProfileUid profile() {
      return services.deviceProfile();
    }

    @Override
    public Optional<Simulation> simulation() {
      return Optional.empty();
    }

    @Override
    public void close() {}
  }

  private static String failure(World world) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int ending =
        new Quickstart(new Options(name -> null))
            .run(world, new Story(new PrintStream(out, true, UTF_8)));
    assertThat(ending).isEqualTo(1);
    return out.toString(UTF_8);
  }

  @Test
  void run_whenThePortIsMissing_failsInTheStepThatNeedsIt() {
    try (SimulatedServices services = SimulatedServices.start()) {
      assertThat(failure(new NoModule(services, List.of(services.certificate()))))
          .contains("accepted", "[ 2/12]", "Step 2 failed: There is no port");
    }
  }

  @Test
  void run_whenTheServiceIsNotTrusted_namesTheOptionThatTrustsIt() {
    try (SimulatedServices services = SimulatedServices.start()) {
      assertThat(failure(new NoModule(services, List.of())))
          .contains("Step 1 failed")
          .contains("--ca FILE");
    }
  }

  @Test
  void profile_whenInTheEnvironment_isTakenUnlessTheOptionIsGiven() {
    String[] rest = {"--port", "/dev/null", "--service", "https://x.example", "--ca", "missing"};
    environment.put("THINGSEAL_DEVICE_PROFILE", "AgbCtixjwqLjwV3VWpfPyz");
    assertThat(run(rest)).isEqualTo(2);
    assertThat(errors.toString()).contains("--ca missing");

    environment.put("THINGSEAL_DEVICE_PROFILE", "a b");
    assertThat(run(rest)).isEqualTo(2);
    assertThat(errors.toString()).containsIgnoringCase("profile");
  }

  @Test
  void help_endsWithZero() {
    Quickstart.commandLine(environment::get)
        .setOut(new PrintWriter(errors, true))
        .execute("--help");
    assertThat(errors.toString()).contains("--port", "Exit codes");
  }
}
