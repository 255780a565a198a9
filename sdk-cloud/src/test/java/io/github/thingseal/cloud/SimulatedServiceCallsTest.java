package io.github.thingseal.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.thingseal.cloud.auth.Credentials;
import io.github.thingseal.cloud.auth.CredentialsProvider;
import io.github.thingseal.cloud.error.BadRequestException;
import io.github.thingseal.cloud.error.ConflictException;
import io.github.thingseal.cloud.error.NotAuthorizedException;
import io.github.thingseal.cloud.error.NotFoundException;
import io.github.thingseal.cloud.operation.ServiceDocument;
import io.github.thingseal.core.SealPermission;
import io.github.thingseal.core.e2e.E2eVersion;
import io.github.thingseal.core.e2e.KeyIdentity;
import io.github.thingseal.core.e2e.ProtectionParameters;
import io.github.thingseal.core.id.DeviceProfileUid;
import io.github.thingseal.core.id.DeviceSerialNumber;
import io.github.thingseal.core.id.RotPublicUid;
import io.github.thingseal.core.psk.Psk;
import io.github.thingseal.core.psk.PskIdentity;
import io.github.thingseal.core.psk.PskSize;
import io.github.thingseal.testkit.Air;
import io.github.thingseal.testkit.RootOfTrust;
import io.github.thingseal.testkit.SimulatedServices;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What typed operations do at the simulated service, which is written without this client; {@link
 * SimulatedOperationsTest} has every single one.
 */
class SimulatedServiceCallsTest {
  private static final Air.Instance INSTANCE = new Air.Instance("module");
  private static final Air.Instance CLONE = new Air.Instance("clone");
  private static final DeviceSerialNumber SERIAL = DeviceSerialNumber.of("356726100000001");
  private static final String NAME = "Zähler \"A\" \\ 🔑";

  private final DocumentedTraffic traffic = new DocumentedTraffic(ServiceDocument.standard());
  private final SimulatedServices simulated =
      SimulatedServices.builder().httpPort(0).portalOverRest(true).start();
  private final SecurityServices client = client(Credentials.of(key(), simulated.accessSecret()));
  private final DeviceProfileUid profile = simulated.deviceProfile();

  @AfterEach
  void close() {
    client.close();
    simulated.close();
  }

  @Test
  void operations_whenCalled_doAndAnswerWhatTheySay() throws GeneralSecurityException {
    RotPublicUid owned = bootstrapped();
    RotPublicUid unlisted = bootstrapped();

    accessKeys();
    profiles();
    whitelist(owned);
    devices(owned, unlisted);
    features(owned);
    certificates(owned);
    protection(owned);
    events(owned);

    assertThat(traffic.faults()).isEmpty();
  }

  @Test
  void certificateCalls_whenTheServiceRefuses_sayWhy() {
    CertificateOperations certificates = client.certificates();
    CertificateAuthority own = certificates.createAuthority(NAME).execute();
    for (int more = 2; more <= 15; more++) {
      certificates.createAuthority("CA " + more, more).execute();
    }

    assertThat(certificates.authorities().execute()).hasSize(16).contains(own);
    assertThatThrownBy(() -> certificates.createAuthority("16th").execute())
        .isInstanceOfSatisfying(
            ConflictException.class,
            refusal -> assertThat(refusal.details().code()).contains("CertificateAuthorityLimit"));
    assertThatThrownBy(() -> certificates.profile(DeviceProfileUid.of("none")).execute())
        .isInstanceOf(NotFoundException.class);
    assertThatThrownBy(() -> certificates.list(bootstrapped()).execute())
        .isInstanceOf(NotFoundException.class);
    assertThatThrownBy(() -> set(CertificateAuthorityUid.of("none"), 1, "CN={uid}"))
        .isInstanceOf(NotFoundException.class);
    assertThatThrownBy(() -> set(own.uid(), Integer.MAX_VALUE, "CN={uid}"))
        .isInstanceOf(BadRequestException.class)
        .hasMessageContaining("ValidityDays");
    assertThatThrownBy(() -> set(own.uid(), 1, "no name"))
        .isInstanceOf(BadRequestException.class)
        .hasMessageContaining("Subject");
  }

  @Test
  void portalOnly_whenThisServiceHasItInThePortalOnly_isNotFound() {
    try (SimulatedServices strict = SimulatedServices.builder().httpPort(0).start();
        SecurityServices services =
            TypedCalls.withPortal(
                    Patience.with(SecurityServices.builder())
                        .baseUrl(strict.httpUrl().orElseThrow().toString())
                        .credentials(Credentials.of(strict.accessKey(), strict.accessSecret())))
                .build()) {
      assertThatThrownBy(() -> services.access().list().execute())
          .isInstanceOf(NotFoundException.class);
      assertThat(services.certificates().authorities().execute()).hasSize(1);
    }
  }

  private void accessKeys() {
    try (NewAccessKey made = client.access().create(NAME).execute();
        Credentials credentials = made.toCredentials();
        SecurityServices other = client(credentials);
        SecurityServices late = client(credentials)) {
      List<AccessKey> all = other.access().list().execute();
      assertThat(all).extracting(AccessKey::key).containsExactly(key(), made.accessKey().key());
      assertThat(all.get(1)).isEqualTo(made.accessKey());
      assertThat(made.accessKey().name()).contains(NAME);

      client.access().delete(made.accessKey().key()).execute();

      assertThat(client.access().list().execute()).containsExactly(all.get(0));
      assertThatThrownBy(late::authenticate).isInstanceOf(NotAuthorizedException.class);
    }
  }

  private void profiles() {
    DeviceProfile made =
        client
            .profiles()
            .create(
                DeviceProfileSettings.builder()
                    .name(NAME)
                    .features()
                    .heartbeatPeriod(Duration.ofDays(1))
                    .pricePlan(PricePlan.DAILY)
                    .whitelistPolicy(WhitelistPolicy.IGNORED)
                    .build())
            .execute();
    assertThat(made)
        .isEqualTo(
            DeviceProfile.builder(made.uid(), NAME)
                .features(Set.of())
                .heartbeatPeriod(Duration.ofDays(1))
                .pricePlan(PricePlan.DAILY)
                .whitelistPolicy(WhitelistPolicy.IGNORED)
                .build());
    assertThat(client.profiles().get(made.uid()).execute()).isEqualTo(made);

    DeviceProfile changed =
        client
            .profiles()
            .update(made.uid(), DeviceProfileSettings.builder().features(Feature.ZTP).build())
            .execute();

    assertThat(changed.features()).contains(Set.of(Feature.ZTP));
    assertThat(changed.name()).isEqualTo(NAME);
    assertThat(client.profiles().paged().pageSize(1)).hasSize(2).contains(changed);
  }

  private void whitelist(RotPublicUid owned) {
    RotPublicUid other = RotPublicUid.of("0a04f008003c9623");
    client.whitelist().add(owned, other).execute();
    client.whitelist().remove(other).execute();
    assertThat(client.whitelist().list().execute())
        .singleElement()
        .matches(listed -> listed.is(owned));
  }

  private void devices(RotPublicUid owned, RotPublicUid unlisted) {
    DeviceOperations devices = client.devices();
    assertThat(devices.get(owned).execute().isUnclaimed()).isTrue();

    Device sealed = seal(owned);
    Device blocked = seal(unlisted);

    assertThat(sealed.isOwned()).isTrue();
    assertThat(sealed.isSealedWith(profile, SERIAL)).isTrue();
    assertThat(blocked.state()).isEqualTo(DeviceState.ALLOCATED);
    assertThat(blocked.blacklisted()).isTrue();
    DeviceFilter allocated = DeviceFilter.ofProfile(profile).andState(DeviceState.ALLOCATED);
    assertThat(devices.matching(allocated)).containsExactly(blocked);
    assertThat(devices.unblock(unlisted).execute().isOwned()).isTrue();
    assertThat(devices.list(profile).execute()).hasSize(2).contains(sealed);
    Device updated =
        devices
            .update(
                owned,
                DeviceUpdate.builder()
                    .heartbeatPeriod(Duration.ofHours(1))
                    .pricePlan(PricePlan.DAILY)
                    .build())
            .execute();
    assertThat(updated.heartbeatPeriod()).contains(Duration.ofHours(1));
    assertThat(updated.pricePlan()).contains(PricePlan.DAILY);
    assertThat(devices.get(owned).execute()).isEqualTo(updated);

    heartbeat(owned);
    simulated.air().bootstrap(owned, CLONE, 1);
    simulated.air().heartbeat(owned, CLONE);

    assertThat(devices.clones().execute())
        .singleElement()
        .matches(clone -> clone.rotPublicUid().is(owned))
        .matches(clone -> clone.attempts().orElseThrow() == 1);
    assertThat(devices.suspicious().execute())
        .singleElement()
        .matches(suspect -> suspect.rotPublicUid().is(owned))
        .matches(suspect -> !suspect.reason().isEmpty());
  }

  private void features(RotPublicUid owned) {
    client.features().deactivate(owned, Feature.LOCAL_C2C).execute();
    assertThat(client.features().status(owned).execute())
        .contains(new FeatureStatus(Feature.LOCAL_C2C, true, false, true));
    heartbeat(owned);
    client.features().activate(owned, Feature.LOCAL_C2C).execute();
    assertThat(client.features().status(owned).execute())
        .contains(new FeatureStatus(Feature.LOCAL_C2C, false, true, true));
  }

  private void certificates(RotPublicUid owned) throws GeneralSecurityException {
    CertificateOperations certificates = client.certificates();
    CertificateAuthority vendor = certificates.authorities().execute().get(0);
    CertificateProfile usual = certificates.profile(profile).execute();
    X509Certificate factory = certificates.list(owned).execute().get(0);
    assertThat(vendor.isPrivate()).isFalse();
    assertThat(usual.authority()).isEqualTo(vendor.uid());

    CertificateAuthority own = certificates.createAuthority(NAME, 3650).execute();

    X509Certificate issuer = own.certificate().orElseThrow();
    assertThat(own.name()).isEqualTo(NAME);
    assertThat(own.isPrivate()).isTrue();
    issuer.verify(issuer.getPublicKey());
    assertThat(certificates.authorities().execute()).containsExactly(vendor, own);

    set(own.uid(), 365, "CN={uid},O=Zähler\\, Nord");
    assertThat(certificates.list(owned).execute()).containsExactly(factory);
    heartbeat(owned);
    X509Certificate first = certificates.list(owned).execute().get(0);
    assertThat(certificates.list(owned).execute()).containsExactly(first);
    first.verify(issuer.getPublicKey());
    assertThat(first.getPublicKey()).isEqualTo(factory.getPublicKey());
    assertThat(first.getSubjectX500Principal().getName())
        .isEqualTo("CN=" + owned + ",O=Zähler\\, Nord");
    assertThat(Duration.between(first.getNotBefore().toInstant(), first.getNotAfter().toInstant()))
        .isEqualTo(Duration.ofDays(365));

    set(own.uid(), 30, "CN={serial}");
    heartbeat(owned);
    assertThat(certificates.list(owned).execute())
        .hasSize(2)
        .endsWith(first)
        .first()
        .extracting(newest -> newest.getSubjectX500Principal().getName())
        .isEqualTo("CN=" + SERIAL.value());

    certificates.updateProfile(profile, usual).execute();
    heartbeat(owned);
    assertThat(certificates.list(owned).execute()).hasSize(3).startsWith(factory);
  }

  private void protection(RotPublicUid owned) {
    try (RootOfTrust root = simulated.rootOfTrust(owned)) {
      KeyIdentity identity = root.newKeyIdentity(E2eVersion.V1, 0, new SecureRandom());
      PskIdentity pskIdentity = root.newPskIdentity(PskSize.BYTES_32, 0, new SecureRandom());
      try (ProtectionParameters up = client.e2e().uplinkParameters(identity).execute();
          ProtectionParameters ours = root.uplink(identity);
          ProtectionParameters down = client.e2e().downlinkParameters(owned).execute();
          ProtectionParameters its = root.downlink(down.keyIdentity());
          Psk psk = client.psk().get(pskIdentity).execute();
          Psk same = root.psk(pskIdentity)) {
        assertThat(up.key()).isEqualTo(ours.key());
        assertThat(up.nonce()).isEqualTo(ours.nonce());
        assertThat(down.key()).isEqualTo(its.key());
        assertThat(down.nonce()).isEqualTo(its.nonce());
        assertThat(down.rotPublicUid()).contains(owned);
        assertThat(psk).isEqualTo(same);
      }
    }
    assertThat(client.e2e().rotateKeySet(owned).execute())
        .isEqualTo(new KeySetRotation(owned, OptionalInt.of(1)));
    heartbeat(owned);
  }

  private void events(RotPublicUid owned) {
    EventBatch all = client.events().list(1000).execute();
    assertThat(all.events())
        .extracting(SecurityEvent::type)
        .contains(
            EventType.BOOTSTRAPPED,
            EventType.CLAIMED,
            EventType.CLONE_REJECTED,
            EventType.SUSPICIOUS,
            EventType.FEATURES_CHANGED,
            EventType.KEY_SET_ROTATED,
            EventType.ACCESS_KEY_CREATED);
    assertThat(all.events())
        .filteredOn(event -> event.type().equals(EventType.CLONE_REJECTED))
        .singleElement()
        .matches(event -> event.rotPublicUid().orElseThrow().is(owned));
    EventPosition second = all.events().get(1).position();
    assertThat(client.events().list(second, 1000).execute().events())
        .isEqualTo(all.events().subList(2, all.events().size()));
    assertThat(client.events().list(all.position().orElseThrow(), 1).execute().events()).isEmpty();
  }

  private Device seal(RotPublicUid uid) {
    DeviceSealing sealing = new DeviceSealing(uid, profile, SERIAL);
    return client.devices().seal(sealing, SealPermission.GRANTED).execute();
  }

  private void set(CertificateAuthorityUid authority, int days, String subject) {
    CertificateProfile wanted = new CertificateProfile(authority, days, Optional.of(subject));
    assertThat(client.certificates().updateProfile(profile, wanted).execute()).isEqualTo(wanted);
    assertThat(client.certificates().profile(profile).execute()).isEqualTo(wanted);
  }

  private RotPublicUid bootstrapped() {
    try (RootOfTrust root = simulated.manufacture()) {
      for (int phase = 1; phase <= Air.BOOTSTRAP_PHASES; phase++) {
        simulated.air().bootstrap(root.uid(), INSTANCE, phase);
      }
      return root.uid();
    }
  }

  private void heartbeat(RotPublicUid uid) {
    simulated.air().heartbeat(uid, INSTANCE);
  }

  private String key() {
    return simulated.accessKey();
  }

  private SecurityServices client(CredentialsProvider credentials) {
    return TypedCalls.withPortal(
            Patience.with(SecurityServices.builder())
                .baseUrl(simulated.httpUrl().orElseThrow().toString())
                .credentials(credentials)
                .okHttpClient(http -> http.addInterceptor(traffic)))
        .build();
  }
}
