package io.github.thingseal.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.thingseal.core.e2e.E2eCipher;
import io.github.thingseal.core.e2e.E2eMessage;
import io.github.thingseal.core.e2e.E2eVersion;
import io.github.thingseal.core.e2e.KeyIdentity;
import io.github.thingseal.core.e2e.ProtectionParameters;
import io.github.thingseal.core.id.DeviceProfileUid;
import io.github.thingseal.core.id.DeviceSerialNumber;
import io.github.thingseal.core.id.RotPublicUid;
import io.github.thingseal.core.psk.Psk;
import io.github.thingseal.core.psk.PskIdentity;
import io.github.thingseal.core.psk.PskSize;
import io.github.thingseal.core.secret.SecretBytes;
import io.github.thingseal.testsupport.ExportedTypes;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Whatever the exported packages print, no secret is in it. */
class NothingLeaksTest {
  /** Printable, so that a secret printed as text is found as well. */
  private static final byte[] KEY = "k7#Q-z!w9@Lm2$Xc".getBytes(StandardCharsets.US_ASCII);

  private static final byte[] NONCE = "n4%Tb8&Rj1*Vp".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] PLAINTEXT =
      "a reading that is no one's business".getBytes(StandardCharsets.US_ASCII);
  private static final String PROFILE = "AgbCtixjwqLjwV3VWpfPyz";
  private static final KeyIdentity IDENTITY =
      KeyIdentity.fromHex("11010008003f97203b08c787d1b20000");
  private static final PskIdentity PSK_IDENTITY =
      PskIdentity.fromHex("11010008003f9720f38c30c88428");

  @Test
  void toString_ofEveryClass_showsNoSecret() {
    assertThat(samples())
        .allSatisfy(sample -> assertShowsNoSecret(sample.getClass().getName(), sample.toString()));
  }

  @Test
  void stackTrace_ofEveryRefusal_showsNoSecret() {
    assertThat(refusals())
        .allSatisfy(
            refusal -> {
              assertThat(refusal).isInstanceOf(ThingsealException.class);
              StringWriter trace = new StringWriter();
              refusal.printStackTrace(new PrintWriter(trace));
              assertShowsNoSecret(String.valueOf(refusal), trace.toString());
            });
  }

  /** Contributors who add a class to the API add a sample of it, and so think of what it prints. */
  @Test
  void samples_holdEveryConcreteClassOfTheExportedPackages() {
    Set<String> sampled =
        Stream.concat(samples().stream(), refusals().stream())
            .map(sample -> sample.getClass().getName())
            .collect(Collectors.toSet());
    assertThat(sampled).containsAll(concreteExportedClasses());
  }

  private static List<Object> samples() {
    E2eCipher cipher = E2eCipher.standard();
    E2eMessage message = cipher.protect(PLAINTEXT, parameters(IDENTITY));
    ProtectionParameters closed = parameters(IDENTITY);
    closed.close();
    return List.of(
        key(),
        nonce(),
        Psk.of(PSK_IDENTITY, key()),
        PSK_IDENTITY,
        PskSize.BYTES_16,
        SealPermission.GRANTED,
        Done.DONE,
        DeviceProfileUid.of(PROFILE),
        DeviceSerialNumber.of("357520070120760"),
        RotPublicUid.of("0a04f008003c9623"),
        IDENTITY,
        E2eVersion.V1,
        ProtectionParameters.builder(IDENTITY, key(), nonce()),
        parameters(IDENTITY),
        closed,
        cipher,
        message,
        new InvalidInputException("message"),
        new TransientException("message"),
        new AuthenticationException("message"),
        new PermanentException("message"));
  }

  private static List<Throwable> refusals() {
    E2eCipher cipher = E2eCipher.standard();
    E2eMessage message = cipher.protect(PLAINTEXT, parameters(IDENTITY));
    byte[] altered = message.toBytes();
    altered[20] ^= 1;
    ProtectionParameters spent = parameters(IDENTITY);
    cipher.unprotect(message, spent);
    ProtectionParameters closed = parameters(IDENTITY);
    closed.close();
    KeyIdentity v2 = KeyIdentity.fromHex("21010008003f97203b08c7");
    String hex = HexFormat.of().formatHex(KEY);
    String base64 = Base64.getEncoder().encodeToString(KEY);
    List<Throwable> refusals = new ArrayList<>();
    for (ThrowingCallable call :
        List.<ThrowingCallable>of(
            () -> cipher.unprotect(E2eMessage.parse(altered), parameters(IDENTITY)),
            () -> cipher.unprotect(message, parameters(v2)),
            () -> cipher.unprotect(message, closed),
            () -> cipher.unprotect(message, builder(IDENTITY).cipherSuite("OTHER").build()),
            () -> cipher.protect(PLAINTEXT, spent),
            () -> cipher.protect(PLAINTEXT, closed),
            () -> cipher.protect(PLAINTEXT, parameters(v2)),
            () -> builder(IDENTITY).macLengthBits(7).build(),
            () -> ProtectionParameters.builder(IDENTITY, nonce(), key()).build(),
            () -> ProtectionParameters.builder(IDENTITY, key(), key()).build(),
            () -> Psk.of(PSK_IDENTITY, nonce()),
            () -> closed.key().exposeCopy(),
            () -> SecretBytes.fromHex(hex + "0"),
            () -> SecretBytes.fromHex("x" + hex),
            () -> SecretBytes.fromBase64(base64 + "!"),
            () -> SecretBytes.fromBase64("?" + base64),
            // A secret handed in where something public belongs.
            () -> RotPublicUid.of(hex),
            () -> RotPublicUid.of(KEY),
            () -> RotPublicUid.of(new String(KEY, StandardCharsets.US_ASCII)),
            () -> PskIdentity.fromHex(hex + "0"),
            () -> PskIdentity.fromHex(hex.repeat(3)),
            () -> KeyIdentity.fromHex(hex),
            () -> KeyIdentity.fromHex(base64),
            () -> KeyIdentity.of(KEY),
            () -> E2eMessage.parse(KEY),
            () -> E2eMessage.parse(PLAINTEXT),
            () -> E2eMessage.parseHex(hex + "0"),
            () -> DeviceSerialNumber.of(base64),
            () -> DeviceSerialNumber.of(PROFILE),
            () -> DeviceProfileUid.of(PROFILE + "\r"),
            () -> DeviceProfileUid.of(PROFILE.repeat(3)))) {
      refusals.add(catchThrowable(call));
    }
    return refusals;
  }

  private static void assertShowsNoSecret(String what, String printed) {
    String text = printed.toLowerCase(Locale.ROOT);
    assertThat(text).as(what).doesNotContain(PROFILE.toLowerCase(Locale.ROOT));
    for (byte[] secret : List.of(KEY, NONCE, PLAINTEXT)) {
      assertThat(forms(secret))
          .as(what)
          .allSatisfy(form -> assertThat(text).doesNotContain(form.toLowerCase(Locale.ROOT)));
    }
  }

  /** The ways in which bytes come to be printed, each without its ends, which formats differ in. */
  private static List<String> forms(byte[] secret) {
    String decimals = Arrays.toString(secret);
    String base64 = Base64.getEncoder().withoutPadding().encodeToString(secret);
    return List.of(
        HexFormat.of().formatHex(secret),
        HexFormat.ofDelimiter(":").formatHex(secret),
        HexFormat.ofDelimiter(" ").formatHex(secret),
        HexFormat.ofDelimiter(", ").withPrefix("0x").formatHex(secret),
        base64.substring(0, base64.length() - 1),
        decimals.substring(1, decimals.length() - 1),
        decimals.substring(1, decimals.length() - 1).replace(" ", ""),
        new String(secret, StandardCharsets.US_ASCII));
  }

  private static Set<String> concreteExportedClasses() {
    return ExportedTypes.ofModuleOf(SecretBytes.class).stream()
        .filter(type -> !Modifier.isAbstract(type.getModifiers()))
        .map(Class::getName)
        .collect(Collectors.toSet());
  }

  private static ProtectionParameters parameters(KeyIdentity identity) {
    return builder(identity).build();
  }

  private static ProtectionParameters.Builder builder(KeyIdentity identity) {
    return ProtectionParameters.builder(identity, key(), nonce()).rotPublicUid("0a04f008003c9623");
  }

  private static SecretBytes key() {
    return SecretBytes.copyOf(KEY);
  }

  private static SecretBytes nonce() {
    return SecretBytes.copyOf(NONCE);
  }
}
