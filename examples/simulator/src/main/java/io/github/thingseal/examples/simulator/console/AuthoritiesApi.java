package io.github.thingseal.examples.simulator.console;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.thingseal.testkit.Portal;
import io.github.thingseal.testkit.SimulatedCertificateAuthority;
import io.github.thingseal.testkit.SimulatedCertificateProfile;
import io.github.thingseal.testkit.SimulatedDeviceProfile;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Collectors;

/** Certificate authorities, and the terms of the certificates of each device profile. */
final class AuthoritiesApi {
  private static final HexFormat FINGERPRINT = HexFormat.ofDelimiter(":").withUpperCase();
  private static final Base64.Encoder PEM =
      Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));

  private final Portal portal;

  AuthoritiesApi(Portal portal) {
    this.portal = portal;
  }

  void addTo(Routes routes) {
    routes
        .show(
            "/api/authorities",
            request ->
                Listing.of(portal.certificateAuthorities(), request, AuthoritiesApi::authority))
        .change(
            "/api/authorities/create",
            request ->
                authority(
                    portal.createCertificateAuthority(
                        request.text("name"), request.number("validityDays"))))
        .show("/api/certificateterms", this::terms)
        .act("/api/certificateterms/change", this::change);
  }

  private ObjectNode terms(ApiRequest request) {
    Map<String, String> names =
        portal.certificateAuthorities().stream()
            .collect(
                Collectors.toMap(
                    SimulatedCertificateAuthority::uid, SimulatedCertificateAuthority::name));
    return Listing.of(portal.profiles(), request, profile -> terms(profile, names));
  }

  private ObjectNode terms(SimulatedDeviceProfile profile, Map<String, String> authorities) {
    SimulatedCertificateProfile terms = portal.certificateProfile(profile.uid());
    return Json.object()
        .put("uid", profile.uid().value())
        .put("name", profile.settings().name())
        .put("authority", terms.authority())
        .put("authorityName", authorities.getOrDefault(terms.authority(), ""))
        .put("validityDays", terms.validityDays())
        .put("subject", terms.subject());
  }

  private void change(ApiRequest request) {
    portal.setCertificateProfile(
        new SimulatedCertificateProfile(
            request.profile(),
            request.text("authority"),
            request.number("validityDays"),
            request.text("subject")));
  }

  private static ObjectNode authority(SimulatedCertificateAuthority authority) {
    X509Certificate certificate = authority.certificate();
    return Json.object()
        .put("uid", authority.uid())
        .put("name", authority.name())
        .put("isPrivate", authority.isPrivate())
        .put("subject", certificate.getSubjectX500Principal().getName())
        .put("notAfter", Json.time(certificate.getNotAfter().toInstant()))
        .put("fingerprint", fingerprint(certificate))
        .put("certificate", pem(certificate));
  }

  private static String fingerprint(X509Certificate certificate) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
      return FINGERPRINT.formatHex(digest);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("A certificate that was read can be written", e);
    }
  }

  private static String pem(X509Certificate certificate) {
    try {
      return "-----BEGIN CERTIFICATE-----\n"
          + PEM.encodeToString(certificate.getEncoded())
          + "\n-----END CERTIFICATE-----\n";
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("A certificate that was read can be written", e);
    }
  }
}
