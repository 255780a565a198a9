package io.github.thingseal.testkit.internal.service;

import io.github.thingseal.core.id.DeviceProfileUid;
import io.github.thingseal.core.id.RotPublicUid;
import io.github.thingseal.testkit.DeviceFeature;
import io.github.thingseal.testkit.RootOfTrust;
import io.github.thingseal.testkit.SimulatedCertificateAuthority;
import io.github.thingseal.testkit.SimulatedCertificateProfile;
import io.github.thingseal.testkit.internal.certificates.KeyedCertificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.x500.X500Name;
import org.jspecify.annotations.Nullable;

/** Certificate authorities and what they issue, within {@link Cloud#exclusively}. */
public final class Certificates {
  static final int MAX_VALIDITY_DAYS = 36_500;

  private static final int UID_LENGTH = 10;

  /** The vendor's authorities are the same for all. */
  private static final RotPublicUid ANY = RotPublicUid.of("0000000000000000");

  private final Cloud cloud;
  private @Nullable SimulatedCertificateAuthority vendor;

  Certificates(Cloud cloud) {
    this.cloud = cloud;
  }

  /** The authorities: the vendor's, and the private ones in the order of their making. */
  public List<SimulatedCertificateAuthority> authorities() {
    List<SimulatedCertificateAuthority> all = new ArrayList<>(List.of(vendor()));
    register().values().forEach(authority -> all.add(authority.view()));
    return List.copyOf(all);
  }

  /** Makes a private authority. */
  public SimulatedCertificateAuthority createAuthority(String name, int validityDays) {
    requireValidity(validityDays);
    if (register().size() >= SimulatedCertificateAuthority.MAX_PRIVATE) {
      throw Refusal.conflict(
          "CertificateAuthorityLimit",
          "The account has "
              + SimulatedCertificateAuthority.MAX_PRIVATE
              + " private certificate authorities, which is the most");
    }
    String uid = "ca-" + RandomText.alphanumerics(UID_LENGTH, cloud.random());
    PrivateAuthority authority = PrivateAuthority.create(uid, name, cloud.now(), validityDays);
    register().put(uid, authority);
    cloud.events().add(EventType.AUTHORITY_CREATED, name);
    cloud.change();
    return authority.view();
  }

  /** Which certificates the devices of a profile get. */
  public SimulatedCertificateProfile profile(DeviceProfileUid uid) {
    DeviceProfileUid known = cloud.profiles().get(uid).uid();
    return profiles().get(known).orElseGet(() -> vendorTerms(known));
  }

  /** Sets which certificates the devices of a profile get from their next heartbeats on. */
  public SimulatedCertificateProfile setProfile(SimulatedCertificateProfile wanted) {
    DeviceProfileUid uid = cloud.profiles().get(wanted.profile()).uid();
    requireValidity(wanted.validityDays());
    SubjectTemplate.check(wanted.subject());
    if (!wanted.authority().equals(SimulatedCertificateAuthority.VENDOR)) {
      if (!register().contains(wanted.authority())) {
        throw Refusal.notFound("The account has no such certificate authority");
      }
      profiles().put(uid, wanted);
    } else {
      requireVendorTerms(wanted);
      profiles().remove(uid);
    }
    cloud.change();
    return wanted;
  }

  /** The certificates that a device was issued, newest first. */
  public List<X509Certificate> list(RotPublicUid uid) {
    Device device = cloud.devices().assigned(uid);
    List<X509Certificate> all = new ArrayList<>();
    if (device.has(DeviceFeature.ZTP) && device.certificate().isEmpty()) {
      try (RootOfTrust root = cloud.rootOfTrust(device.uid())) {
        all.add(root.certificate());
      }
    }
    device.certificates().forEach(issued -> all.add(issued.certificate()));
    return List.copyOf(all);
  }

  /**
   * Issues what a device lacks; one without the feature, or of the vendor's terms, lacks nothing.
   */
  void provision(Device device) {
    Optional<SimulatedCertificateProfile> terms =
        device
            .claim()
            .filter(claim -> device.has(DeviceFeature.ZTP))
            .flatMap(claim -> profiles().get(claim.profile()));
    if (terms.isEmpty()) {
      device.dropCertificate();
    } else if (isDue(device, terms.get())) {
      issue(device, terms.get());
    }
  }

  private boolean isDue(Device device, SimulatedCertificateProfile terms) {
    return device.certificate().map(issued -> issued.isOverdue(terms, cloud.now())).orElse(true);
  }

  /** An authority that has expired issues nothing. */
  private void issue(Device device, SimulatedCertificateProfile terms) {
    PrivateAuthority authority = register().get(terms.authority()).orElseThrow();
    if (authority.isExpired(cloud.now())) {
      return;
    }
    X500Name subject =
        SubjectTemplate.subject(
            terms.subject(), device.uid(), device.claim().orElseThrow().serial());
    try (RootOfTrust root = cloud.rootOfTrust(device.uid())) {
      X509Certificate certificate =
          authority.issue(
              subject, root.certificate().getPublicKey(), cloud.now(), terms.validityDays());
      device.add(new IssuedCertificate(certificate, authority.keyed().certificate(), terms));
      cloud
          .events()
          .add(
              EventType.CERTIFICATE_ISSUED,
              device.uid(),
              "Serial number " + certificate.getSerialNumber().toString(16));
    }
  }

  private static void requireValidity(int days) {
    if (days < 1 || days > MAX_VALIDITY_DAYS) {
      throw Refusal.badRequest(
          "ValidityDays must be 1 to " + MAX_VALIDITY_DAYS + ", but is " + days);
    }
  }

  private void requireVendorTerms(SimulatedCertificateProfile wanted) {
    SimulatedCertificateProfile terms = vendorTerms(wanted.profile());
    if (!wanted.equals(terms)) {
      throw Refusal.badRequest(
          "The vendor's authority issues by its own terms: ValidityDays "
              + terms.validityDays()
              + ", Subject "
              + terms.subject());
    }
  }

  private SimulatedCertificateProfile vendorTerms(DeviceProfileUid profile) {
    X509Certificate issuer = vendor().certificate();
    Duration life =
        Duration.between(
            issuer.getNotBefore().toInstant(), issuer.getNotAfter().toInstant().plusSeconds(1));
    return new SimulatedCertificateProfile(
        profile,
        SimulatedCertificateAuthority.VENDOR,
        (int) life.toDays(),
        SimulatedCertificateProfile.DEFAULT_SUBJECT);
  }

  private SimulatedCertificateAuthority vendor() {
    if (vendor == null) {
      try (RootOfTrust any = cloud.rootOfTrust(ANY)) {
        X509Certificate issuer = KeyedCertificate.certificateOf(any.certificateAuthoritiesPem());
        vendor =
            new SimulatedCertificateAuthority(
                SimulatedCertificateAuthority.VENDOR,
                "Simulated vendor's authority",
                false,
                issuer);
      }
    }
    return vendor;
  }

  private Register<String, PrivateAuthority> register() {
    return cloud.ledger().authorities();
  }

  private Register<DeviceProfileUid, SimulatedCertificateProfile> profiles() {
    return cloud.ledger().certificateProfiles();
  }
}
