package io.github.thingseal.examples.simulator.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.thingseal.core.id.RotPublicUid;
import io.github.thingseal.core.secret.SecretBytes;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the console's page can show and do, without a browser. */
class ConsoleTest {
  private static final Map<String, Object> PROFILE =
      Map.of(
          "name",
          "Meters",
          "features",
          List.of("ZTP", "SymmetricKMS"),
          "heartbeatSeconds",
          3600,
          "plan",
          "Daily",
          "whitelistRequired",
          false);

  private final ConsoleRig rig = new ConsoleRig();

  @AfterEach
  void stop() {
    rig.close();
  }

  private JsonNode item(String list, int index) {
    return rig.get("/api/" + list).get("items").get(index);
  }

  private void seal() {
    rig.post("/api/whitelist/add", Map.of("uid", rig.uid()));
    rig.seconds(20);
    String profile = rig.services.deviceProfile().value();
    rig.post("/api/things/seal", Map.of("uid", rig.uid(), "profile", profile, "serial", "S-1"));
    rig.postToModule("heartbeat", "module");
  }

  @Test
  void key_isShownWithItsSecretOnce() {
    JsonNode made = rig.post("/api/keys/create", Map.of("name", "Billing"));
    String secret = made.get("secret").asText();

    assertThat(secret).matches("[0-9A-Za-z]{32}");
    assertThat(rig.get("/api/keys").toString())
        .contains("Billing", made.get("key").asText())
        .doesNotContain(secret, "secret");
    assertThat(rig.get("/api/events").toString()).doesNotContain(secret);

    rig.post("/api/keys/delete", Map.of("key", made.get("key").asText()));
    assertThat(rig.get("/api/keys").get("total").asInt()).isEqualTo(1);
  }

  @Test
  void key_beyondTheFifth_isRefusedWithTheReason() {
    for (int i = 0; i < 4; i++) {
      rig.post("/api/keys/create", Map.of("name", "key " + i));
    }
    JsonNode refused = rig.post("/api/keys/create", Map.of("name", "one too many"));
    assertThat(refused.get("status").asInt()).isEqualTo(400);
    assertThat(refused.get("error").asText()).isNotBlank();
  }

  @Test
  void profile_isMadeAndChanged() {
    JsonNode made = rig.post("/api/profiles/create", PROFILE);
    assertThat(item("profiles", 1).get("name").asText()).isEqualTo("Meters");
    assertThat(item("profiles", 1).get("features").toString())
        .isEqualTo("[\"ZTP\",\"SymmetricKMS\"]");

    rig.post(
        "/api/profiles/update",
        Map.of(
            "profile",
            made.get("uid").asText(),
            "name",
            "Water meters",
            "features",
            List.of(),
            "heartbeatSeconds",
            7200,
            "plan",
            "None",
            "whitelistRequired",
            true));
    assertThat(item("profiles", 1))
        .hasToString(
            "{\"uid\":\""
                + made.get("uid").asText()
                + "\",\"name\":\"Water meters\",\"heartbeatSeconds\":7200,\"plan\":\"None\","
                + "\"whitelistRequired\":true,\"features\":[]}");
  }

  @Test
  void profile_withAWrongValue_isRefusedWithTheReason() {
    for (Map<String, Object> wrong :
        List.<Map<String, Object>>of(
            Map.of("heartbeatSeconds", 1),
            Map.of("heartbeatSeconds", 1.5),
            Map.of("plan", "Gold"),
            Map.of("features", List.of("Flying")),
            Map.of("features", "ZTP"),
            Map.of("whitelistRequired", "yes"),
            Map.of("name", " "))) {
      Map<String, Object> profile = new HashMap<>(PROFILE);
      profile.putAll(wrong);
      JsonNode answer = rig.post("/api/profiles/create", profile);
      assertThat(answer.get("status").asInt()).as("%s", wrong).isEqualTo(400);
      assertThat(answer.get("error").asText()).isNotBlank();
    }
    assertThat(rig.get("/api/profiles").get("total").asInt()).isEqualTo(1);
  }

  @Test
  void authority_isMadeAndSignsForAProfile() throws Exception {
    assertThat(item("authorities", 0).get("isPrivate").asBoolean()).isFalse();
    JsonNode made =
        rig.post("/api/authorities/create", Map.of("name", "Meters", "validityDays", 365));
    assertThat(item("authorities", 1).get("name").asText()).isEqualTo("Meters");
    assertThat(item("authorities", 1).get("certificate").asText()).doesNotContain("PRIVATE");
    X509Certificate shown =
        (X509Certificate)
            CertificateFactory.getInstance("X.509")
                .generateCertificate(
                    new ByteArrayInputStream(
                        made.get("certificate").asText().getBytes(StandardCharsets.US_ASCII)));
    assertThat(rig.services.portal().certificateAuthorities().get(1).certificate())
        .isEqualTo(shown);
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(shown.getEncoded());
    assertThat(made.get("fingerprint").asText().replace(":", "").toLowerCase(Locale.ROOT))
        .isEqualTo(HexFormat.of().formatHex(digest));

    String profile = rig.services.deviceProfile().value();
    assertThat(item("certificateterms", 0).get("authority").asText()).isEqualTo("vendor");
    rig.post(
        "/api/certificateterms/change", terms(profile, made.get("uid").asText(), "CN={serial}"));
    assertThat(item("certificateterms", 0).get("authorityName").asText()).isEqualTo("Meters");
    assertThat(item("certificateterms", 0).get("validityDays").asInt()).isEqualTo(30);
    assertThat(item("certificateterms", 0).get("subject").asText()).isEqualTo("CN={serial}");
  }

  @Test
  void authority_thatCannotBe_isRefusedWithTheReason() {
    String profile = rig.services.deviceProfile().value();
    Map<String, Map<String, Object>> wrong =
        Map.of(
            "authorities/create", Map.of("name", "Meters", "validityDays", 0),
            "certificateterms/change", terms(profile, "ca-none", "CN={uid}"));
    wrong.forEach(
        (path, body) -> {
          JsonNode refused = rig.post("/api/" + path, body);
          assertThat(refused.get("status").asInt()).as(path).isEqualTo(400);
          assertThat(refused.get("error").asText()).isNotBlank();
        });
    assertThat(rig.get("/api/authorities").get("total").asInt()).isEqualTo(1);
  }

  private static Map<String, Object> terms(String profile, String authority, String subject) {
    return Map.of(
        "profile", profile, "authority", authority, "validityDays", 30, "subject", subject);
  }

  @Test
  void whitelist_isFilledFromAFile_withAReport() {
    rig.post("/api/whitelist/add", Map.of("uid", "0a04f008003c9623"));
    JsonNode report =
        rig.postText(
            "/api/whitelist/csv",
            "\uFEFF"
                + """
                RoTPublicUID;Note
                0A04F008003C9623;here

                0002000005b52001;new
                0002000005b52001;again
                2.00E+12;spoilt
                """);

    assertThat(report.get("added").asInt()).isEqualTo(1);
    assertThat(report.get("present").asInt()).isEqualTo(1);
    assertThat(report.get("repeated").asInt()).isEqualTo(1);
    assertThat(report.get("rejected").asInt()).isEqualTo(1);
    assertThat(report.get("problems").get(0).get("line").asInt()).isEqualTo(6);
    assertThat(report.get("problems").get(0).get("text").asText()).contains("scientific");
    assertThat(rig.services.portal().whitelist())
        .containsExactly(RotPublicUid.of("0a04f008003c9623"), RotPublicUid.of("0002000005b52001"));

    rig.post("/api/whitelist/remove", Map.of("uid", "0a04f008003c9623"));
    assertThat(rig.get("/api/whitelist").get("total").asInt()).isEqualTo(1);
  }

  @Test
  void whitelist_ofManyModules_isShownInPartAndSearched() {
    List<RotPublicUid> many = new ArrayList<>();
    for (int i = 0; i < 1234; i++) {
      many.add(RotPublicUid.of(String.format(Locale.ROOT, "%016x", i)));
    }
    rig.services.portal().whitelist(many.toArray(RotPublicUid[]::new));

    JsonNode all = rig.get("/api/whitelist");
    assertThat(all.get("items")).hasSize(Listing.MAX_ITEMS);
    assertThat(all.get("total").asInt()).isEqualTo(1234);
    JsonNode found = rig.get("/api/whitelist?search=00004D");
    assertThat(found.get("matching").asInt()).isEqualTo(3);
  }

  @Test
  void thing_isSealedAndManaged() {
    seal();
    assertThat(item("things", 0).get("state").asText()).isEqualTo("OWNED");
    assertThat(item("things", 0).get("serial").asText()).isEqualTo("S-1");

    rig.post("/api/things/features", Map.of("uid", rig.uid(), "features", List.of("SymmetricKMS")));
    rig.post("/api/things/heartbeat-period", Map.of("uid", rig.uid(), "heartbeatSeconds", 900));
    rig.post("/api/things/plan", Map.of("uid", rig.uid(), "plan", "Freedom"));
    rig.post("/api/things/rotate-keys", Map.of("uid", rig.uid()));

    JsonNode before = item("things", 0);
    assertThat(before.get("requested").get("plan").asText()).isEqualTo("Freedom");
    assertThat(before.get("active").get("plan").asText()).isEqualTo("Flex");
    assertThat(before.get("active").get("features")).hasSize(6);

    assertThat(rig.postToModule("heartbeat", "module").get("message").asText())
        .isEqualTo("The service accepted the heartbeat.");
    JsonNode after = item("things", 0);
    assertThat(after.get("active")).isEqualTo(after.get("requested"));
    assertThat(item("modules", 0).get("features").toString()).isEqualTo("[\"SymmetricKMS\"]");
    assertThat(item("modules", 0).get("heartbeatSeconds").asInt()).isEqualTo(900);
  }

  @Test
  void thing_thatIsBlacklisted_isUnblocked() {
    rig.seconds(20);
    rig.post(
        "/api/things/seal",
        Map.of("uid", rig.uid(), "profile", rig.services.deviceProfile().value(), "serial", "S-1"));
    assertThat(item("things", 0).get("blacklisted").asBoolean()).isTrue();

    rig.post("/api/things/unblock", Map.of("uid", rig.uid()));
    assertThat(item("things", 0).get("state").asText()).isEqualTo("OWNED");
  }

  @Test
  void events_areNewestFirst_andBoundedHoweverMany() {
    for (int i = 0; i < 300; i++) {
      rig.post("/api/profiles/create", PROFILE);
    }
    JsonNode events = rig.get("/api/events");
    assertThat(events.get("items")).hasSize(Listing.MAX_ITEMS);
    assertThat(events.get("total").asInt()).isGreaterThanOrEqualTo(300);
    assertThat(events.get("items").get(0).get("position").asInt())
        .isGreaterThan(events.get("items").get(1).get("position").asInt());
  }

  @Test
  void module_isSwitchedOffAndOn() {
    rig.seconds(20);
    rig.postToModule("power-off", "module");
    assertThat(item("modules", 0).get("power").asText()).isEqualTo("OFF");
    assertThat(rig.postToModule("heartbeat", "module").get("error").asText())
        .contains("switch it on");

    rig.postToModule("power-on", "module");
    assertThat(item("modules", 0).get("power").asText()).isEqualTo("BOOTING");
    rig.seconds(5);
    rig.postToModule("power-cycle", "module");
    assertThat(item("modules", 0).get("power").asText()).isEqualTo("BOOTING");
    assertThat(rig.postToModule("power-on", "none").get("status").asInt()).isEqualTo(404);
  }

  @Test
  void clone_isRejectedByTheService() {
    rig.seconds(20);
    rig.post("/api/modules/clone", Map.of());
    rig.seconds(20);

    assertThat(item("modules", 1).get("life").asText()).isEqualTo("REJECTED");
    assertThat(rig.get("/api/events").toString()).contains("CloneRejected");
    assertThat(rig.post("/api/modules/clone", Map.of()).get("error").asText())
        .isEqualTo("There is a clone already");
  }

  @Test
  void dialogue_isShownWithoutSecrets() {
    seal();
    String answer = rig.say("AT+USECPSK=16\r");
    String key = answer.replaceAll("(?s).*,\"([0-9a-f]{32})\".*", "$1");
    assertThat(key).hasSize(32);

    JsonNode dialogue = rig.get("/api/modules/dialogue?module=module");
    assertThat(dialogue.toString())
        .contains("AT+USECPSK=16", "+USECPSK: <redacted>,<redacted>", "\"port\":\"streams\"")
        .doesNotContain(key);
  }

  @Test
  void dialogue_isKeptInPart_andReadOnFromANumber() {
    rig.seconds(20);
    for (int i = 0; i < DialogueLog.MAX_LINES; i++) {
      rig.say("AT\r");
    }
    JsonNode lines = rig.get("/api/modules/dialogue?module=module").get("lines");
    assertThat(lines).hasSize(DialogueLog.MAX_LINES);
    int last = lines.get(lines.size() - 1).get("number").asInt();
    assertThat(last).isGreaterThan(DialogueLog.MAX_LINES);

    rig.say("AT+CMEE?\r");
    JsonNode more = rig.get("/api/modules/dialogue?module=module&after=" + last).get("lines");
    assertThat(more).hasSize(3);
    assertThat(more.get(0).get("text").asText()).isEqualTo("AT+CMEE?");
    assertThat(rig.get("/api/modules/dialogue?module=module&after=x").get("status").asInt())
        .isEqualTo(400);
  }

  @Test
  void fault_ofAModule_isSetAndEnded() {
    rig.seconds(20);
    for (ModuleFaultChoice fault : ModuleFaultChoice.all()) {
      Map<String, Object> wanted =
          Map.of("module", "module", "fault", fault.name(), "command", "+CSQ", "amount", 3);
      assertThat(rig.post("/api/modules/fault", wanted).get("status").asInt()).isEqualTo(200);
      assertThat(item("modules", 0).get("fault").asText()).isEqualTo(fault.title());
    }
    rig.post(
        "/api/modules/fault",
        Map.of("module", "module", "fault", "ERROR", "command", "+CSQ", "amount", 0));
    assertThat(rig.say("AT+CSQ\r")).contains("ERROR");

    rig.postToModule("no-fault", "module");
    assertThat(item("modules", 0).get("fault").asText()).isEmpty();
    assertThat(rig.say("AT+CSQ\r")).contains("OK");
  }

  @Test
  void fault_ofACommandThatThereIsNot_isRefusedWithTheReason() {
    JsonNode refused =
        rig.post(
            "/api/modules/fault",
            Map.of("module", "module", "fault", "SILENCE", "command", "+NONE", "amount", 0));
    assertThat(refused.get("error").asText()).contains("+NONE");
    assertThat(item("modules", 0).get("fault").asText()).isEmpty();
  }

  @Test
  void fault_ofTheService_isSetAndEnded() {
    for (ServiceFaultChoice fault : ServiceFaultChoice.values()) {
      Map<String, Object> wanted =
          Map.of("fault", fault.name(), "amount", 503, "path", "/authenticate", "times", 1);
      assertThat(rig.post("/api/service/fault", wanted).get("status").asInt()).isEqualTo(200);
    }
    assertThat(rig.get("/api/service").get("faults")).hasSize(ServiceFaultChoice.values().length);
    rig.post("/api/service/no-faults", Map.of());
    assertThat(rig.get("/api/service").get("faults")).isEmpty();
    assertThat(
            rig.post(
                    "/api/service/fault",
                    Map.of("fault", "STATUS", "amount", 200, "path", "", "times", 0))
                .get("status")
                .asInt())
        .isEqualTo(400);
  }

  @Test
  void air_isCut() {
    rig.seconds(20);
    rig.post("/api/service/air", Map.of("reachable", false));
    assertThat(rig.postToModule("heartbeat", "module").get("message").asText())
        .isEqualTo("The service cannot be reached.");
    assertThat(rig.get("/api/service").get("airReachable").asBoolean()).isFalse();
  }

  @Test
  void filesOfThePage_haveNoSecret() {
    String profile = rig.services.deviceProfile().value();
    try (SecretBytes secret = rig.services.accessSecret()) {
      String text = secret.expose(bytes -> new String(bytes, StandardCharsets.US_ASCII));
      for (String path : List.of("/", "/console.js", "/api.js", "/keys.js", "/authorities.js")) {
        assertThat(rig.exchange("GET", path, "").body()).doesNotContain(text, profile);
      }
      for (String path :
          List.of("keys", "events", "service", "modules", "things", "profiles", "authorities")) {
        assertThat(rig.get("/api/" + path).toString()).doesNotContain(text, "PRIVATE KEY");
      }
    }
  }
}
