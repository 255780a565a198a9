package io.github.thingseal.cloud;

import io.github.thingseal.cloud.internal.json.Json;
import io.github.thingseal.cloud.internal.json.JsonFields;
import io.github.thingseal.cloud.operation.Operations;
import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.id.DeviceProfileUid;
import io.github.thingseal.core.id.RotPublicUid;
import io.github.thingseal.core.internal.arguments.Arguments;
import java.security.cert.X509Certificate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Certificates that zero touch provisioning gives to devices, and the authorities that sign them.
 * That an account has up to 15 private authorities, and renews certificates over the life of a
 * device, is published. The operations are derived from that; paths and fields are assumed.
 *
 * <p>There is no revocation: no source of the vendor's names one.
 */
public final class CertificateOperations {
  private static final String AUTHORITY_UID = "CertificateAuthorityUID";
  private static final String NAME = "Name";
  private static final String VALIDITY = "ValidityDays";
  private static final String SUBJECT = "Subject";
  private static final String CERTIFICATE = "Certificate";

  private final CallFactory calls;

  CertificateOperations(CallFactory calls) {
    this.calls = calls;
  }

  /**
   * The certificate authorities of the account. It only reads, so it may be repeated.
   *
   * @return the call; it fails with {@code UnexpectedAnswerException} if a certificate is none
   */
  public ServiceCall<List<CertificateAuthority>> authorities() {
    return calls.call(
        Operations.AUTHORITY_LIST,
        "",
        Map.of(),
        body ->
            Json.parseObject(body).objects("CertificateAuthorities").stream()
                .map(CertificateOperations::authority)
                .toList());
  }

  /**
   * Makes a private certificate authority whose certificate is valid as long as the service
   * chooses. It is never repeated.
   *
   * @param name its display name, not blank
   * @return the call; it fails with {@code ConflictException} and the code {@code
   *     CertificateAuthorityLimit} if there are 15
   * @throws InvalidInputException if the name is blank
   */
  public ServiceCall<CertificateAuthority> createAuthority(String name) {
    return create(Map.of(NAME, notBlank(name)));
  }

  /**
   * Makes a private certificate authority. It is never repeated.
   *
   * @param name its display name, not blank
   * @param validityDays how long its certificate is valid, in days, 1 or more
   * @return the call; it fails with {@code ConflictException} and the code {@code
   *     CertificateAuthorityLimit} if there are 15
   * @throws InvalidInputException if the name is blank, or the days are not positive
   */
  public ServiceCall<CertificateAuthority> createAuthority(String name, int validityDays) {
    if (validityDays < 1) {
      throw new InvalidInputException(
          "A certificate authority is valid for 1 day or more, not " + validityDays);
    }
    Map<String, Object> body = new LinkedHashMap<>();
    body.put(NAME, notBlank(name));
    body.put(VALIDITY, validityDays);
    return create(body);
  }

  /**
   * Which certificates the devices of a profile get. It only reads, so it may be repeated.
   *
   * @param profile the device profile
   * @return the call; it fails with {@code NotFoundException} if none is set
   */
  public ServiceCall<CertificateProfile> profile(DeviceProfileUid profile) {
    Arguments.required(profile, "profile");
    return calls.callWithSecret(
        Operations.CERTIFICATE_PROFILE_GET,
        "device profile " + profile,
        profile.value(),
        Map.of(ProfileAnswers.UID, profile.value()),
        body -> certificateProfile(AnswerValidator.profile(profile, body)));
  }

  /**
   * Sets which certificates the devices of a profile get; counts for certificates issued
   * afterwards. It sets the final state, so it may be repeated.
   *
   * @param profile the device profile
   * @param certificates which certificates
   * @return the call; it answers what is set
   */
  public ServiceCall<CertificateProfile> updateProfile(
      DeviceProfileUid profile, CertificateProfile certificates) {
    Arguments.required(profile, "profile");
    Arguments.required(certificates, "certificates");
    Map<String, Object> body = new LinkedHashMap<>();
    body.put(ProfileAnswers.UID, profile.value());
    body.put(AUTHORITY_UID, certificates.authority().value());
    body.put(VALIDITY, certificates.validityDays());
    certificates.subject().ifPresent(subject -> body.put(SUBJECT, subject));
    return calls.callWithSecret(
        Operations.CERTIFICATE_PROFILE_UPDATE,
        "device profile " + profile,
        profile.value(),
        body,
        answer -> certificateProfile(AnswerValidator.profile(profile, answer)));
  }

  /**
   * The certificates that a device was issued. It only reads, so it may be repeated.
   *
   * @param uid the identity of its module
   * @return the call; it answers the certificates, newest first. It fails with {@code
   *     UnexpectedAnswerException} if one of them is none
   */
  public ServiceCall<List<X509Certificate>> list(RotPublicUid uid) {
    Arguments.required(uid, "uid");
    return calls.call(
        Operations.CERTIFICATE_LIST,
        "RoTPublicUID " + uid,
        Map.of(AnswerValidator.ROT_PUBLIC_UID, uid.hex()),
        body ->
            AnswerValidator.module(uid, body).objects("Certificates").stream()
                .map(json -> PemCertificates.read(CERTIFICATE, json))
                .toList());
  }

  private ServiceCall<CertificateAuthority> create(Map<String, ?> body) {
    return calls.call(
        Operations.AUTHORITY_CREATE,
        "a new certificate authority",
        body,
        answer -> authority(Json.parseObject(answer)));
  }

  private static CertificateAuthority authority(JsonFields json) {
    CertificateAuthority.Builder authority =
        CertificateAuthority.builder(authorityUid(json), json.text(NAME))
            .isPrivate(json.optionalBool("Private").orElse(false));
    PemCertificates.readIfPresent(CERTIFICATE, json).ifPresent(authority::certificate);
    return authority.build();
  }

  private static CertificateProfile certificateProfile(JsonFields json) {
    int days = json.integer(VALIDITY);
    if (days < 1) {
      throw json.malformed(VALIDITY, "1 or more");
    }
    return new CertificateProfile(
        authorityUid(json), days, json.readableText(SUBJECT).filter(text -> !text.isBlank()));
  }

  private static CertificateAuthorityUid authorityUid(JsonFields json) {
    String uid = json.text(AUTHORITY_UID);
    if (uid.isBlank()) {
      throw json.malformed(AUTHORITY_UID, "an identity");
    }
    return CertificateAuthorityUid.of(uid);
  }

  private static String notBlank(String name) {
    if (Arguments.required(name, "name").isBlank()) {
      throw new InvalidInputException("The name of a certificate authority cannot be blank");
    }
    return name;
  }

  /**
   * Names where it leads.
   *
   * @return such as {@code CertificateOperations[https://ssapi.services.u-blox.com/v1]}
   */
  @Override
  public String toString() {
    return "CertificateOperations[" + calls.baseUrl() + "]";
  }
}
