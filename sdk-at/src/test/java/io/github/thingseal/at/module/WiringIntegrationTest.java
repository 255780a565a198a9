package io.github.thingseal.at.module;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.thingseal.at.command.CommandRejectedException;
import io.github.thingseal.at.command.RawCommand;
import io.github.thingseal.at.command.device.Identification;
import io.github.thingseal.at.command.device.ListFiles;
import io.github.thingseal.at.command.device.ReadBaudRate;
import io.github.thingseal.at.command.device.ReadClock;
import io.github.thingseal.at.command.device.SetGreeting;
import io.github.thingseal.at.command.network.Registration;
import io.github.thingseal.at.command.security.DevicePrivateKey;
import io.github.thingseal.at.command.tls.CredentialName;
import io.github.thingseal.at.command.tls.CredentialType;
import io.github.thingseal.at.command.tls.PemCertificates;
import io.github.thingseal.at.command.tls.StoredCredential;
import io.github.thingseal.at.command.tls.TlsOption;
import io.github.thingseal.at.command.tls.TlsProfile;
import io.github.thingseal.at.command.tls.TlsSessionEvent;
import io.github.thingseal.core.e2e.E2eCipher;
import io.github.thingseal.core.e2e.E2eMessage;
import io.github.thingseal.core.psk.Psk;
import io.github.thingseal.core.psk.PskSize;
import io.github.thingseal.testkit.ModuleFault;
import io.github.thingseal.testkit.UrcMoment;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Everything of the driver works unchanged whatever lies between it and the module: nothing, a
 * session of either version, the multiplexer, a session in it.
 */
@Timeout(120)
@ParameterizedClass
@EnumSource(Wiring.class)
class WiringIntegrationTest {
  private static final CredentialName NAME = CredentialName.of("broker ca");

  /** Every byte there is, and all that could be misread. */
  private static final byte[] AWKWARD = awkward();

  private final Wiring wiring;
  private final ModuleBench bench;
  private final SecurityModule module;

  WiringIntegrationTest(Wiring wiring) {
    this.wiring = wiring;
    bench = ModuleBench.withCertificates(wiring, true, UnaryOperator.identity(), List.of());
    module = bench.module;
  }

  @AfterEach
  void close() {
    bench.close();
  }

  private static byte[] awkward() {
    byte[] bytes = new byte[600];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) i;
    }
    byte[] trap = "\"\r\n\r\nOK\r\n>+CME ERROR: 3\r\n\u00f9\u00f9".getBytes(ISO_8859_1);
    System.arraycopy(trap, 0, bytes, 300, trap.length);
    return bytes;
  }

  @Test
  void certificates_areReadWholeAndFitTheirKey() throws Exception {
    PemCertificates device = module.certificates().device();
    PemCertificates authorities = module.certificates().authorities();

    X509Certificate certificate = device.certificates().get(0);
    assertThat(device.pem()).isEqualTo(bench.rootOfTrust.certificatePem());
    assertThat(authorities.certificates()).hasSize(2);
    certificate.verify(authorities.certificates().get(0).getPublicKey());
    try (DevicePrivateKey key = module.certificates().privateKey()) {
      Signature signing = Signature.getInstance("SHA256withECDSA");
      signing.initSign(key.toPrivateKey());
      signing.update(AWKWARD);
      byte[] signature = signing.sign();
      signing.initVerify(certificate);
      signing.update(AWKWARD);
      assertThat(signing.verify(signature)).isTrue();
    }
  }

  @Test
  void credentials_areStoredListedAndRemoved() throws Exception {
    CredentialStore store = module.credentialStore();
    byte[] pem = bench.rootOfTrust.certificateAuthoritiesPem().getBytes(US_ASCII);
    String md5 = HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(pem));

    assertThat(store.store(CredentialType.CA_CERTIFICATE, NAME, pem)).isEqualTo(md5);
    assertThat(store.md5(CredentialType.CA_CERTIFICATE, NAME)).isEqualTo(md5);
    assertThat(store.list())
        .extracting(StoredCredential::type, StoredCredential::name)
        .containsExactly(tuple(CredentialType.CA_CERTIFICATE, NAME.value()));
    store.delete(CredentialType.CA_CERTIFICATE, NAME);
    assertThat(store.list()).isEmpty();
  }

  @Test
  void tlsProfile_isSetAndReadBack() {
    Tls tls = module.tls();

    tls.configure(
        TlsProfile.builder(3)
            .certificateCheck(1)
            .caCertificate(NAME)
            .serverNameIndication("broker.example")
            .rotPsk(true)
            .build());

    assertThat(tls.read(3, TlsOption.CA_CERTIFICATE)).isEqualTo(NAME.value());
    assertThat(tls.read(3, TlsOption.SERVER_NAME_INDICATION)).isEqualTo("broker.example");
    assertThat(tls.read(3, TlsOption.ROT_PSK)).isEqualTo("1");
    tls.reset(3);
    assertThat(tls.read(3, TlsOption.ROT_PSK)).isEqualTo("0");
  }

  @Test
  void localData_comesBack() {
    LocalData local = module.localData();

    byte[] ciphertext = local.encrypt(AWKWARD);

    assertThat(ciphertext).isNotEqualTo(AWKWARD);
    assertThat(local.decrypt(ciphertext)).isEqualTo(AWKWARD);
  }

  @Test
  void endToEnd_passesBothWaysInBinaryAndInFiles() {
    EndToEnd e2e = module.e2e();

    E2eMessage message = e2e.encrypt(AWKWARD);
    assertThat(
            E2eCipher.standard()
                .unprotect(message, bench.rootOfTrust.uplink(message.keyIdentity())))
        .isEqualTo(AWKWARD);
    assertThat(e2e.decrypt(bench.downlink(AWKWARD))).isEqualTo(AWKWARD);

    bench.writeFile("message", bench.downlink(AWKWARD).toBytes());
    assertThat(e2e.decryptFile("message", "plain")).containsExactly("" + AWKWARD.length);
    assertThat(e2e.encryptFile("plain", "again")).containsExactly("" + (AWKWARD.length + 32));
    assertThat(bench.module.execute(new ListFiles())).containsExactly("again", "message", "plain");
  }

  @Test
  void psk_isTheOneThatItsIdentityStandsFor() {
    for (PskSize size : PskSize.values()) {
      try (Psk psk = module.psk().generate(size);
          Psk expected = bench.rootOfTrust.psk(psk.identity())) {
        assertThat(psk).isEqualTo(expected);
      }
    }
  }

  @Test
  void unsolicitedLines_inTheMiddleOfEverything_reachTheirListenersAndSpoilNothing()
      throws InterruptedException {
    BlockingQueue<Registration> heard = new LinkedBlockingQueue<>();
    bench.silicon.faults(
        List.of(
            ModuleFault.urc("+CEREG: 1,\"0001\",\"01a2d001\",7", UrcMoment.BEFORE_RESPONSE, 1),
            ModuleFault.urc("+CEREG: 5", UrcMoment.BETWEEN_LINES, 1),
            ModuleFault.urc("+UUPSMR: 1", UrcMoment.AFTER_PROMPT, 1)));

    module.subscribe(Registration.URC, heard::add);
    assertThat(module.certificates().device().certificates()).hasSize(1);
    byte[] ciphertext = module.localData().encrypt(AWKWARD);
    assertThat(module.localData().decrypt(ciphertext)).isEqualTo(AWKWARD);
    assertThat(module.execute(Identification.IMEI)).isEqualTo(ModuleBench.IMEI);

    for (int i = 0; i < 4; i++) {
      assertThat(heard.poll(60, TimeUnit.SECONDS)).isNotNull();
      assertThat(heard.poll(60, TimeUnit.SECONDS)).isNotNull();
    }
    assertThat(heard).isEmpty();
  }

  @Test
  void housekeeping_works() {
    module.execute(RawCommand.of("AT+IPR=115200"));
    assertThat(module.execute(new ReadBaudRate())).isEqualTo(115_200);
    module.execute(RawCommand.of("AT&K3"));
    module.execute(new SetGreeting(Optional.of("Module has booted.")));
    assertThat(module.execute(new ReadClock())).isNotNull();
    assertThat(module.info().imei()).isEqualTo(ModuleBench.IMEI);
    assertThat(module.network().registration().status().isRegistered()).isTrue();
    assertThat(module.rotPublicUid()).isEqualTo(ModuleBench.UID);
  }

  @Test
  void tlsSession_whenTheModuleTellsOfOne_arrivesWithItsSecrets() throws InterruptedException {
    BlockingQueue<TlsSessionEvent> heard = new LinkedBlockingQueue<>();
    module.subscribe(TlsSessionEvent.URC, heard::add);

    module.tls().configure(TlsProfile.builder(1).sessionResumption(1).build());
    bench.silicon.tlsSession(1);
    try (TlsSessionEvent type = Objects.requireNonNull(heard.poll(60, TimeUnit.SECONDS));
        TlsSessionEvent secrets = Objects.requireNonNull(heard.poll(60, TimeUnit.SECONDS))) {
      assertThat(type).hasToString("TlsSessionEvent[profile 1, kind 1]");
      assertThat(secrets.sessionId().orElseThrow().lengthBytes()).isEqualTo(32);
      assertThat(secrets.masterSecret().orElseThrow().lengthBytes()).isEqualTo(48);
    }

    module.tls().configure(TlsProfile.builder(1).sessionResumption(12).build());
    bench.silicon.tlsSession(1);
    try (TlsSessionEvent encrypted = Objects.requireNonNull(heard.poll(60, TimeUnit.SECONDS))) {
      assertThat(encrypted).hasToString("TlsSessionEvent[profile 1, kind 12]");
    }
  }

  @Test
  void certificates_whenTheSessionTheyTakeIsClosed_areRefused() {
    assumeThat(wiring.encrypted).isTrue();
    module.c2c().close();

    assertThatThrownBy(() -> module.certificates().device())
        .isInstanceOf(CommandRejectedException.class);
  }

  @Test
  void session_whenClosedAndOpenedAgain_carriesEverythingAsBefore() {
    assumeThat(wiring.encrypted).isTrue();
    assertThat(module.c2c().isOpen()).isTrue();
    PemCertificates before = module.certificates().device();

    module.c2c().close();
    assertThat(module.execute(Identification.IMEI)).isEqualTo(ModuleBench.IMEI);
    module.c2c().open(bench.keys());

    assertThat(module.certificates().device()).isEqualTo(before);
    assertThat(module.c2c().damagedFrames()).isZero();
    assertThat(module.c2c().forgedFrames()).isZero();
  }
}
