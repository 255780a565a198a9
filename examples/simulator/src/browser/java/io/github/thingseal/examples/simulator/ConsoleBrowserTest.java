package io.github.thingseal.examples.simulator;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.thingseal.core.id.DeviceSerialNumber;
import io.github.thingseal.core.id.RotPublicUid;
import io.github.thingseal.core.secret.SecretBytes;
import io.github.thingseal.testkit.Portal;
import io.github.thingseal.testkit.ProfileSettings;
import io.github.thingseal.testkit.RegisteredDevice;
import io.github.thingseal.testkit.SimulatedCertificateProfile;
import io.github.thingseal.testkit.SimulatedDeviceProfile;
import io.github.thingseal.testkit.SimulatedPricePlan;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;
import picocli.CommandLine;

/** The console in a browser, by keyboard alone. */
class ConsoleBrowserTest {
  private static final List<String> VIEWS =
      List.of(
          "Modules",
          "Things",
          "Device profiles",
          "Whitelist",
          "Access keys",
          "Certificate authorities",
          "Events",
          "Service");

  /** Texts with less contrast than 4.5 to 1, which is what WCAG 2.2 asks for. */
  private static final String LOW_CONTRAST =
      """
      const rgb = (text) => (text.match(/[0-9.]+/g) ?? []).map(Number);
      const light = (color) => color.slice(0, 3).map((c) => c / 255)
        .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
        .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
      const ground = (element) => {
        const color = element === null ? [255, 255, 255] : rgb(getComputedStyle(element).backgroundColor);
        return color.length === 4 && color[3] === 0 ? ground(element.parentElement) : color;
      };
      return [...document.querySelectorAll('body *')].filter((element) => element.checkVisibility()
        && [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim() !== ''))
        .filter((element) => {
          const levels = [light(rgb(getComputedStyle(element).color)), light(ground(element))];
          return (Math.max(...levels) + 0.05) / (Math.min(...levels) + 0.05) < 4.5;
        })
        .map((element) => element.tagName + ' ' + element.textContent).join();
      """;

  private final Bench bench = bench();
  private final Path folder;
  private final Browser browser;

  ConsoleBrowserTest(@TempDir Path folder) {
    this.folder = folder;
    this.browser = Browser.open(folder.resolve("browser"));
  }

  private static Bench bench() {
    Options options = new Options();
    new CommandLine(options)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .parseArgs("--time", "fast", "--whitelisted");
    return Bench.open(options);
  }

  @BeforeEach
  void openPage() {
    browser.go(bench.console().url().toString());
  }

  /** Whatever a test does, the page must neither complain nor ask anyone else. */
  @AfterEach
  void check() {
    try {
      assertThat(browser.complaints()).isEmpty();
      assertThat(browser.origins()).allMatch(origin -> bench.console().url().toString().startsWith(origin));
    } finally {
      browser.close();
      bench.close();
    }
  }

  /** Says something to the module, and waits for the answer. */
  private void say(String... commands) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), bench.module().tcpPort())) {
      InputStream in = socket.getInputStream();
      OutputStream out = socket.getOutputStream();
      for (String command : commands) {
        out.write((command + "\r").getBytes(US_ASCII));
        StringBuilder answer = new StringBuilder();
        while (!answer.toString().matches("(?s).*\r\n(OK|ERROR|\\+CME ERROR: .*)\r\n")) {
          answer.append((char) in.read());
        }
      }
    }
  }

  private RegisteredDevice bootstrapped() throws IOException {
    say("AT");
    browser.awaitText("#module-cards", "bootstrapped");
    return portal().device(bench.uid());
  }

  private RegisteredDevice sealed() throws IOException {
    bootstrapped();
    say("AT+USECDEVINFO=\"" + bench.services().deviceProfile().value() + "\",\"S-1\"");
    browser.awaitText("#module-cards", "sealed");
    return portal().device(bench.uid());
  }

  private Portal portal() {
    return bench.services().portal();
  }

  private List<SimulatedDeviceProfile> profiles() {
    return portal().profiles();
  }

  @Test
  void modules_areWatchedAndHandled() throws IOException {
    sealed();
    say("AT+USECPSK=16");
    browser.awaitText(".dialogue", "+USECPSK: <redacted>,<redacted>");

    browser.pressButton("Heartbeat");
    browser.awaitText("#messages", "The service accepted the heartbeat.");
    browser.pressButton("Power off");
    browser.awaitText("#module-cards .badges", "off");
    browser.pressButton("Power on");
    browser.awaitText("#module-cards .badges", "connected");
    browser.pressButton("Power cycle");
    browser.awaitText("#messages", "Power cycle: done.");

    browser.pressButton("Fault");
    browser.choose("What goes wrong", "ERROR");
    browser.type("Command, * for every one", "+CGMM");
    browser.pressButton("Set fault");
    browser.awaitText("#module-cards .badges", "fault: ERROR to the command");
    browser.await(() -> browser.text("#module-cards .badges").contains("connected"));
    say("AT+CGMM");
    browser.awaitText(".dialogue", "ERROR");
    browser.pressButton("End the fault");
    browser.await(() -> !browser.text("#module-cards .badges").contains("fault"));

    browser.pressButton("Add a clone");
    browser.awaitText("#module-cards", "rejected as a clone");
    browser.screenshot("modules");
  }

  @Test
  void profiles_areMadeAndChanged() {
    browser.view("Device profiles");
    browser.pressButton("New profile");
    browser.type("Name", "Water meters");
    browser.focusField("ZTP");
    browser.press(" ");
    browser.choose("Price plan", "Dai");
    browser.type("Heartbeat period in seconds", "86400");
    browser.screenshot("profile-dialog");
    browser.pressButton("Save");
    browser.awaitText("#table-profiles", "Water meters");

    ProfileSettings made = profiles().get(1).settings();
    assertThat(made.name()).isEqualTo("Water meters");
    assertThat(made.features()).hasSize(5);
    assertThat(made.pricePlan().wireName()).isEqualTo("Daily");
    assertThat(made.heartbeatPeriod()).hasDays(1);

    browser.pressButton("Change");
    browser.focusField("Devices must be on the whitelist");
    browser.press(" ");
    browser.press(Keys.ENTER);
    browser.awaitText("#table-profiles", "ignored");
    assertThat(profiles().get(0).settings().whitelistRequired()).isFalse();
    browser.screenshot("profiles");
  }

  @Test
  void whitelist_isFilledByHandAndByFile() throws IOException {
    Path csv =
        Files.writeString(
            folder.resolve("modules.csv"),
            """
            RoTPublicUID;Note
            0002000005b52001;new
            2.00E+12;spoilt
            <b>bold</b>;markup
            """);
    browser.view("Whitelist");
    browser.type("RoTPublicUID", "0a04f008003c9623");
    browser.press(Keys.ENTER);
    browser.awaitText("#table-whitelist", "0a04f008003c9623");

    browser.chooseFile("CSV file", csv);
    browser.pressButton("Import");
    browser.awaitText("#csv-report", "1 added, 0 on the whitelist already, 0 repeated, 2 rejected");
    browser.awaitText("#csv-report", "Line 3");
    browser.awaitText("#table-whitelist", "0002000005b52001");
    browser.screenshot("whitelist");

    browser.type("Search", "0002");
    browser.awaitText("#count-whitelist", "1 module of 3");
    browser.pressButton("Remove");
    browser.awaitText("#count-whitelist", "0 modules of 2");
    assertThat(portal().whitelist()).hasSize(2);
  }

  @Test
  void keys_areGeneratedShownOnceAndDeleted() {
    browser.view("Access keys");
    browser.type("Name of the key", "Billing");
    browser.press(Keys.ENTER);
    browser.await(() -> browser.isShown("#key-dialog"));
    String secret = browser.text("#secret-shown");
    assertThat(secret).matches("[0-9A-Za-z]{32}");
    browser.screenshot("key-dialog");

    browser.press(Keys.ESCAPE);
    browser.await(() -> !browser.isShown("#key-dialog"));
    assertThat(browser.document()).contains("Billing").doesNotContain(secret);

    browser.pressButton("Delete");
    browser.pressButton("Cancel");
    assertThat(portal().accessKeys()).hasSize(2);
    browser.pressButton("Delete");
    browser.pressButton("Delete the key");
    browser.awaitText("#count-keys", "1 access key");
    browser.screenshot("keys");
  }

  @Test
  void things_areSealedAndManaged() throws IOException {
    bootstrapped();
    browser.view("Things");
    browser.awaitText("#table-things", "bootstrapped");
    browser.pressButton("Manage");
    browser.type("Serial number", "S-7");
    browser.press(Keys.ENTER);
    browser.pressButton("Seal for good");
    browser.awaitText("#thing-facts", "owned");

    browser.focusField("ZTP");
    browser.press(" ");
    browser.pressButton("Set features");
    browser.await(() -> !browser.text("#thing-facts").contains("ZTP"));
    browser.choose("Price plan", "Free");
    browser.pressButton("Set price plan");
    browser.awaitText("#thing-facts", "then Freedom");
    browser.type("Heartbeat period in seconds", "900");
    browser.press(Keys.ENTER);
    browser.awaitText("#thing-facts", "then 15 minutes");
    browser.pressButton("Rotate keys");
    browser.awaitText("#thing-facts", "0, then 1");
    browser.awaitText("#thing-dialog #messages", "In force at the next heartbeat.");
    browser.screenshot("thing-dialog");

    browser.type("Heartbeat period in seconds", "1200");
    portal().setPricePlan(bench.uid(), SimulatedPricePlan.DAILY);
    browser.pressButton("Close");
    browser.awaitText("#table-things", "Daily");
    browser.await(() -> browser.count("body > #messages") == 1);
    RegisteredDevice device = portal().device(bench.uid());
    assertThat(device.serial().orElseThrow().value()).isEqualTo("S-7");
    assertThat(device.requested().features()).hasSize(5);
    assertThat(device.requested().heartbeatPeriod()).hasMinutes(15);
    browser.screenshot("things");
  }

  @Test
  void things_thatAreBlacklisted_areUnblocked() throws IOException {
    portal().unlist(bench.uid());
    bootstrapped();
    portal()
        .seal(bench.uid(), bench.services().deviceProfile(), DeviceSerialNumber.of("S-1"));
    browser.view("Things");
    browser.awaitText("#table-things", "blacklisted");
    browser.pressButton("Manage");
    browser.pressButton("Unblock");
    browser.awaitText("#thing-facts", "owned");
  }

  @Test
  void authorities_areMadeShownAndSetForAProfile() {
    browser.view("Certificate authorities");
    browser.awaitText("#table-authorities", "vendor");
    browser.type("Name of the authority", "Meters");
    browser.type("Valid for, in days", "365");
    browser.press(Keys.ENTER);
    browser.awaitText("#table-authorities", "private");

    browser.pressButton("Certificate");
    browser.await(() -> browser.isShown("#certificate-dialog"));
    assertThat(browser.text("#certificate-pem")).startsWith("-----BEGIN CERTIFICATE-----");
    browser.screenshot("certificate-dialog");
    browser.press(Keys.ESCAPE);
    browser.await(() -> !browser.isShown("#certificate-dialog"));
    assertThat(browser.run("return document.activeElement.textContent")).isEqualTo("Certificate");

    browser.pressButton("Change");
    browser.choose("Authority", "Met");
    browser.type("Valid for, in days", "30");
    browser.type("Subject", "CN={serial},O=Meters");
    browser.screenshot("terms-dialog");
    browser.press(Keys.ENTER);
    browser.awaitText("#table-certificateterms", "Meters");
    SimulatedCertificateProfile terms =
        portal().certificateProfile(bench.services().deviceProfile());
    assertThat(terms.validityDays()).isEqualTo(30);
    assertThat(terms.subject()).isEqualTo("CN={serial},O=Meters");
    browser.screenshot("authorities");

    browser.pressButton("Change");
    browser.type("Subject", "no name");
    browser.press(Keys.ENTER);
    browser.awaitText("#terms-form .error", "ubject");
    assertThat(browser.complaints()).allMatch(text -> text.contains("400"));
  }

  @Test
  void events_areSearched() throws IOException {
    sealed();
    browser.view("Events");
    browser.awaitText("#table-events", "Bootstrapped");
    browser.screenshot("events");
    browser.type("Search", "Claimed");
    browser.awaitText("#count-events", "1 event of");
  }

  @Test
  void service_isDisturbedAndMended() {
    browser.view("Service");
    browser.choose("What goes wrong", "late");
    browser.type("Number, where it says so", "500");
    browser.type("Path, all if empty", "/psk/get");
    browser.pressButton("Set fault");
    browser.awaitText("#service-faults", "late answer (milliseconds), /psk/get, 1 times");
    browser.screenshot("service");
    browser.pressButton("End all faults");
    browser.awaitText("#service-faults", "No faults were asked for.");
    browser.pressButton("Cut the modules off");
    browser.awaitText("#service-facts", "are cut off from the service");
    browser.pressButton("Let the modules reach it");
    browser.awaitText("#service-facts", "reach the service");
    browser.pressButton("Expire all tokens");
    browser.awaitText("#messages", "All tokens have expired.");
  }

  @Test
  void mistake_isToldInTheDialog_andNothingIsLost() throws IOException {
    sealed();
    browser.pressButton("Fault");
    browser.type("Command, * for every one", "+NONE");
    browser.pressButton("Set fault");
    browser.awaitText("#fault-form .error", "+NONE");
    browser.press(Keys.ESCAPE);
    browser.await(() -> !browser.isShown("#fault-dialog"));
    assertThat(browser.complaints()).allMatch(text -> text.contains("400"));
  }

  @Test
  void phone_hasNoNeedToScrollSideways() throws IOException {
    sealed();
    say("AT+CLAC", "AT+CSQ;+COPS?;+CEREG?;+CGMM;+CGMI;+CGMR;+CGSN;+CIMI;+CCID;+CFUN?;+CMEE?;+CGATT?");
    for (boolean dark : new boolean[] {false, true}) {
      browser.dark(dark);
      for (String view : VIEWS) {
        browser.size(1280, 1000);
        browser.view(view);
        browser.screenshot((dark ? "dark-" : "light-") + view.replace(' ', '-'));
        browser.size(360, 760);
        assertThat(browser.run("return document.documentElement.scrollWidth"))
            .as(view)
            .isEqualTo("360");
        browser.screenshot((dark ? "dark-" : "light-") + "phone-" + view.replace(' ', '-'));
      }
    }
  }

  @Test
  void document_hasNoSecret() throws IOException {
    sealed();
    for (String view : VIEWS) {
      browser.view(view);
      String document = browser.document();
      try (SecretBytes secret = bench.services().accessSecret()) {
        assertThat(document)
            .doesNotContain(secret.expose(bytes -> new String(bytes, US_ASCII)), "PRIVATE KEY");
      }
    }
  }

  @Test
  void policy_stopsWhatIsNotOfThePage() {
    browser.run(
        """
        const script = document.createElement('script');
        try { script.text = 'window.foreign = 1'; } catch (e) { window.refused = 1; }
        document.body.append(script);
        const image = new Image();
        image.src = 'http://127.0.0.1:1/x.png';
        document.body.append(image);
        """);
    List<String> complaints = new ArrayList<>();
    browser.await(() -> complaints.addAll(browser.complaints()) && complaints.size() >= 2);
    assertThat(complaints).allMatch(text -> text.contains("violates") || text.contains("requires"));
    assertThat(browser.origins()).contains("http://127.0.0.1:1");
    assertThat(browser.run("return window.foreign")).isEqualTo("null");
    assertThat(browser.run("return window.refused")).isEqualTo("1");
  }

  @Test
  void page_doesNotGrowWithWhatHappens() throws IOException {
    sealed();
    say(Collections.nCopies(400, "AT+CSQ").toArray(String[]::new));
    for (int i = 0; i < 300; i++) {
      portal().createProfile(ProfileSettings.named("Profile " + i).build());
    }
    browser.await(() -> browser.count(".dialogue li") == 500);
    browser.view("Events");
    browser.awaitText("#count-events", "The first 100 of 3");
    assertThat(browser.count("#table-events tbody tr")).isEqualTo(100);
    browser.view("Device profiles");
    browser.awaitText("#count-profiles", "The first 100 of 301");
    assertThat(browser.count("#table-profiles tbody tr")).isEqualTo(100);

    say(Collections.nCopies(400, "AT+CSQ").toArray(String[]::new));
    browser.view("Modules");
    browser.await(() -> browser.count(".dialogue li") == 500);
  }

  @Test
  void focus_staysNearWhatWasRemoved() {
    portal().whitelist(RotPublicUid.of("0a04f008003c9623"), RotPublicUid.of("0002000005b52001"));
    browser.view("Whitelist");
    browser.awaitText("#count-whitelist", "3 modules");
    browser.pressButton("Remove");
    browser.awaitText("#count-whitelist", "2 modules");
    browser.press(Keys.ENTER);
    browser.awaitText("#count-whitelist", "1 module");
    assertThat(portal().whitelist())
        .containsExactly(RotPublicUid.of("0002000005b52001"));

    browser.view("Access keys");
    browser.pressButton("Delete");
    browser.press(Keys.ESCAPE);
    browser.await(() -> !browser.isShown("#confirm-dialog"));
    assertThat(browser.run("return document.activeElement.textContent")).isEqualTo("Delete");
  }

  @Test
  void fields_haveLabels_andTextHasContrast() throws IOException {
    sealed();
    assertThat(
            browser.run(
                """
                return [...document.querySelectorAll('input, select')]
                  .filter((field) => field.labels.length === 0).map((field) => field.id).join();
                """))
        .isEqualTo("");
    for (boolean dark : new boolean[] {false, true}) {
      browser.dark(dark);
      for (String view : VIEWS) {
        browser.view(view);
        browser.press(Keys.TAB);
        browser.await(() -> browser.run(LOW_CONTRAST).equals(""));
      }
    }
  }
}
