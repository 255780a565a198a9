package io.github.thingseal.testkit.internal.service;

import io.github.thingseal.core.id.DeviceSerialNumber;
import io.github.thingseal.core.id.RotPublicUid;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.IETFUtils;
import org.bouncycastle.asn1.x500.style.RFC4519Style;

/** Distinguished names of devices by RFC 4514. */
final class SubjectTemplate {
  private static final String UID = "{uid}";
  private static final String SERIAL = "{serial}";

  private SubjectTemplate() {}

  /** Refuses a template that makes no distinguished name. */
  static void check(String template) {
    X500Name sample = parse(template.replace(UID, "0").replace(SERIAL, "0"));
    if (sample.getRDNs().length == 0) {
      throw malformed();
    }
  }

  static X500Name subject(String template, RotPublicUid uid, DeviceSerialNumber serial) {
    String escaped = IETFUtils.valueToString(new DERUTF8String(serial.value()));
    return parse(template.replace(UID, uid.hex()).replace(SERIAL, escaped));
  }

  private static X500Name parse(String name) {
    try {
      return new X500Name(RFC4519Style.INSTANCE, name);
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw malformed();
    }
  }

  private static Refusal malformed() {
    return Refusal.badRequest(
        "Subject must be a distinguished name by RFC 4514, such as CN={uid},O=Meters");
  }
}
