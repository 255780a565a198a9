package io.github.thingseal.testkit.internal.service;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.thingseal.core.id.RotPublicUid;
import io.github.thingseal.testkit.SimulatedCertificateProfile;

/** Certificates and their authorities. */
final class CertificateOperations {
  private static final String[] AUTHORITY_FIELDS = {
    "CertificateAuthorityUID", "Name", "Private", "Certificate"
  };
  private static final String[] PROFILE_FIELDS = {
    "DeviceProfileUID", "CertificateAuthorityUID", "ValidityDays", "Subject"
  };
  private static final int AUTHORITY_VALIDITY_DAYS = 3650;
  private static final int MAX_UID_LENGTH = 64;
  private static final int MAX_SUBJECT_LENGTH = 256;

  private final Cloud cloud;

  private CertificateOperations(Cloud cloud) {
    this.cloud = cloud;
  }

  static void addTo(OperationTable table, Cloud cloud) {
    CertificateOperations operations = new CertificateOperations(cloud);
    table.add(
        "/certificate/authority/list", body -> operations.authorities(), "CertificateAuthorities");
    table.add("/certificate/authority/create", operations::createAuthority, AUTHORITY_FIELDS);
    table.add("/certificate/profile/get", operations::profile, PROFILE_FIELDS);
    table.add("/certificate/profile/update", operations::updateProfile, PROFILE_FIELDS);
    table.add("/certificate/list", operations::list, "ROTPublicUID", "Certificates");
  }

  private ObjectNode authorities() {
    return Wire.list("CertificateAuthorities", cloud.certificates().authorities(), Wire::authority);
  }

  private ObjectNode createAuthority(RequestBody body) {
    String name = body.name().orElseThrow(() -> Refusal.badRequest("Name is missing"));
    return Wire.authority(
        cloud
            .certificates()
            .createAuthority(name, body.validityDays().orElse(AUTHORITY_VALIDITY_DAYS)));
  }

  private ObjectNode profile(RequestBody body) {
    return Wire.certificateProfile(cloud.certificates().profile(body.profile()));
  }

  private ObjectNode updateProfile(RequestBody body) {
    SimulatedCertificateProfile wanted =
        new SimulatedCertificateProfile(
            body.profile(),
            body.optionalText("CertificateAuthorityUID", MAX_UID_LENGTH)
                .orElseThrow(() -> Refusal.badRequest("CertificateAuthorityUID is missing")),
            body.validityDays().orElseThrow(() -> Refusal.badRequest("ValidityDays is missing")),
            body.optionalText("Subject", MAX_SUBJECT_LENGTH)
                .orElse(SimulatedCertificateProfile.DEFAULT_SUBJECT));
    return Wire.certificateProfile(cloud.certificates().setProfile(wanted));
  }

  private ObjectNode list(RequestBody body) {
    RotPublicUid uid = body.uid();
    return Wire.list("Certificates", cloud.certificates().list(uid), Wire::certificate)
        .put("ROTPublicUID", uid.hex());
  }
}
