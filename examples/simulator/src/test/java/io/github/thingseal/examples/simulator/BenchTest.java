package io.github.thingseal.examples.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.id.RotPublicUid;
import io.github.thingseal.core.secret.SecretBytes;
import io.github.thingseal.testkit.SimulatedModuleModel;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class BenchTest {
  @TempDir private Path folder;

  @Test
  void sheet_ofABench_namesEverythingAClientNeeds() {
    try (Bench bench = Bench.open(options("--storage", folder.toString()))) {
      assertThat(new Sheet(bench, "SARA-R510M8S").text())
          .contains(bench.console().url().toString())
          .contains("127.0.0.1:" + bench.module().tcpPort())
          .contains(bench.uid().hex())
          .contains(bench.services().url().toString())
          .contains(bench.services().httpUrl().orElseThrow().toString())
          .contains(bench.services().accessKey())
          .contains(bench.services().deviceProfile().value())
          .contains("--ca '" + bench.caFile() + "' --profile");
      assertThat(bench.caFile()).hasContent(bench.services().certificatePem());
    }
  }

  @Test
  void sheet_putsTheSecretIntoNoCommandLine() {
    try (Bench bench = Bench.open(options())) {
      String secret = secret(bench);
      assertThat(new Sheet(bench, "SARA-R510M8S").text().lines())
          .filteredOn(line -> line.contains(secret))
          .hasSize(3)
          .allMatch(line -> line.matches(" *(APISecret |\\{\"APIKey\":|THINGSEAL_ACCESS_KEY=).*"));
    }
  }

  @Test
  void sheet_pastedIntoAShell_talksToTheService() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/curl")) && Files.exists(Path.of("/bin/sh")));
    try (Bench bench = Bench.open(options())) {
      String sheet = new Sheet(bench, "SARA-R510M8S").text();
      String lines = sheet.substring(sheet.indexOf("  TOKEN="), sheet.indexOf("Seal the module"));
      Process shell = new ProcessBuilder("/bin/sh", "-c", lines).redirectErrorStream(true).start();
      String output = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(output).isEqualTo("{}{\"Devices\":[]}");
      assertThat(bench.services().requests("/whitelist/add").get(0).body())
          .contains(bench.uid().hex());
    }
  }

  private static String secret(Bench bench) {
    try (SecretBytes secret = bench.services().accessSecret()) {
      return secret.expose(bytes -> new String(bytes, StandardCharsets.US_ASCII));
    }
  }

  @Test
  void sheet_withAClone_namesItsOwnPortToo() {
    try (Bench bench = Bench.open(options("--clone"))) {
      AttachedModule clone = bench.counterfeit().orElseThrow();
      assertThat(clone.tcpPort()).isNotEqualTo(bench.module().tcpPort());
      assertThat(new Sheet(bench, "SARA-R510M8S").text()).contains("127.0.0.1:" + clone.tcpPort());
    }
  }

  @Test
  void restart_withStorage_keepsTheIdentities() {
    RotPublicUid uid;
    String accessKey;
    try (Bench bench = Bench.open(options("--storage", folder.toString()))) {
      uid = bench.uid();
      accessKey = bench.services().accessKey();
    }
    try (Bench bench = Bench.open(options("--storage", folder.toString()))) {
      assertThat(bench.uid()).isEqualTo(uid);
      assertThat(bench.services().accessKey()).isEqualTo(accessKey);
    }
  }

  @ParameterizedTest
  @CsvSource({"--whitelisted, 404", "--portal-over-rest, 401"})
  void portal_overRest_isThereOnlyIfAskedFor(String option, int status) throws Exception {
    try (Bench bench = Bench.open(options(option))) {
      URI path = URI.create(bench.services().httpUrl().orElseThrow() + "/accesskey/list");
      HttpRequest request =
          HttpRequest.newBuilder(path)
              .header("Content-Type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofString("{}"))
              .build();
      HttpResponse<String> response =
          HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
      assertThat(response.statusCode()).isEqualTo(status);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "SARA-R5, SARA_R510M8S",
    "sara-r4, SARA_R422",
    "LARA-R6, LARA_R6001",
    "SARA-R412M-02B, SARA_R412M_02B"
  })
  void family_byItsBeginning_isTheFirstModel(String family, SimulatedModuleModel model) {
    assertThat(options("--family", family).model()).isEqualTo(model);
  }

  @Test
  void family_thatIsUnknown_namesTheKnown() {
    assertThatThrownBy(() -> options("--family", "NINA").model())
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("NINA")
        .hasMessageContaining("LARA-R6001");
  }

  private static Options options(String... args) {
    Options options = new Options();
    CommandLine.ParseResult parsed =
        new CommandLine(options).setCaseInsensitiveEnumValuesAllowed(true).parseArgs(args);
    assertThat(parsed.errors()).isEmpty();
    return options;
  }
}
