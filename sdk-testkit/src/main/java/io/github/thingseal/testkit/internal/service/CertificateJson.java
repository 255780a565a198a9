package io.github.thingseal.testkit.internal.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.thingseal.core.id.DeviceProfileUid;
import io.github.thingseal.testkit.SimulatedCertificateProfile;
import io.github.thingseal.testkit.internal.certificates.KeyedCertificate;

/** Authorities and certificates as JSON, private keys and all, for the file of the service. */
final class CertificateJson {
  private CertificateJson() {}

  static void write(PrivateAuthority authority, ObjectNode json) {
    json.put("uid", authority.uid())
        .put("name", authority.name())
        .put("pem", authority.keyed().toPem());
  }

  static PrivateAuthority readAuthority(JsonNode json) {
    return new PrivateAuthority(
        LedgerJson.text(json, "uid"),
        LedgerJson.text(json, "name"),
        KeyedCertificate.ofPem(LedgerJson.text(json, "pem")));
  }

  static void write(SimulatedCertificateProfile profile, ObjectNode json) {
    json.put("profile", profile.profile().value())
        .put("authority", profile.authority())
        .put("validityDays", profile.validityDays())
        .put("subject", profile.subject());
  }

  static SimulatedCertificateProfile readProfile(JsonNode json) {
    return new SimulatedCertificateProfile(
        DeviceProfileUid.of(LedgerJson.text(json, "profile")),
        LedgerJson.text(json, "authority"),
        (int) LedgerJson.number(json, "validityDays"),
        LedgerJson.text(json, "subject"));
  }

  /** The certificates of a device, newest first, and whether it has the first of them. */
  static void write(Device device, ObjectNode json) {
    json.put("certified", device.certificate().isPresent());
    ArrayNode all = json.putArray("certificates");
    device.certificates().forEach(issued -> write(issued, all.addObject()));
  }

  static void read(JsonNode json, Device device) {
    JsonNode all = json.path("certificates");
    for (int i = all.size() - 1; i >= 0; i--) {
      device.add(readIssued(all.get(i)));
    }
    if (!json.path("certified").asBoolean()) {
      device.dropCertificate();
    }
  }

  private static void write(IssuedCertificate issued, ObjectNode json) {
    json.put("certificate", KeyedCertificate.pem(issued.certificate()))
        .put("issuer", KeyedCertificate.pem(issued.authority()));
    write(issued.terms(), json.putObject("terms"));
  }

  private static IssuedCertificate readIssued(JsonNode json) {
    return new IssuedCertificate(
        KeyedCertificate.certificateOf(LedgerJson.text(json, "certificate")),
        KeyedCertificate.certificateOf(LedgerJson.text(json, "issuer")),
        readProfile(LedgerJson.object(json, "terms")));
  }
}
