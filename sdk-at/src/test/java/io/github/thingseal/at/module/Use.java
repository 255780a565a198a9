package io.github.thingseal.at.module;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.thingseal.core.e2e.E2eCipher;
import io.github.thingseal.core.e2e.E2eMessage;
import io.github.thingseal.core.e2e.E2eVersion;
import io.github.thingseal.core.psk.Psk;
import io.github.thingseal.core.psk.PskSize;

/** One use of the facade, and the check that its result is the right one. */
enum Use {
  ROT_PUBLIC_UID("AT+USECROTUID", "+USECROTUID: 0A04F008003C9623"),
  STATE("AT+USECDEVINFO?", "+USECDEVINFO: 1,1,1"),
  SEAL("AT+USECDEVINFO=", ""),
  HEARTBEAT("AT+USECCONN", ""),
  PSK_16("AT+USECPSK=16", Reply.LONG),
  PSK_32("AT+USECPSK=32", Reply.LONG),
  ENCRYPT("AT+USECE2EDATAENC=", Reply.LONG),
  DECRYPT("AT+USECE2EDATADEC=", Reply.LONG),
  VERSION("AT+USECOPCMD=\"e2e_enc\"", "+USECOPCMD: \"e2e_enc\",0"),
  USE_VERSION("AT+USECOPCMD=\"e2e_enc\",", "");

  /** All that a message must survive: quotes, line ends, prompts, result codes. */
  private static final byte[] PLAINTEXT =
      "\"\r\n\r\nOK\r\n> +USECPSK: 1\r\nERROR\r\n\"\0\u001a,".getBytes(US_ASCII);

  final String line;

  /** How much of its reply must come; the last line feed does not matter. */
  final int neededReplyBytes;

  Use(String line, String information) {
    this.line = line;
    this.neededReplyBytes =
        information.length()
            + (information.isEmpty() ? 0 : Reply.FRAME_BYTES)
            + "\r\nOK\r".length();
  }

  /** The command's name as the simulator's faults have it. */
  String command() {
    return line.replaceAll("^AT|[=?].*$", "");
  }

  /** What stands before the colon of its reply. */
  String prefix() {
    return command();
  }

  boolean hasBinaryReply() {
    return this == ENCRYPT || this == DECRYPT;
  }

  boolean hasInformation() {
    return this != SEAL && this != HEARTBEAT && this != USE_VERSION;
  }

  /** What enum constants can refer to. */
  private static final class Reply {
    /** Longer than what any test lets through. */
    static final String LONG = "x".repeat(60);

    static final int FRAME_BYTES = 4;
  }

  /** Does it, and throws unless the result is right. */
  void perform(ModuleBench bench) {
    switch (this) {
      case ROT_PUBLIC_UID -> assertUid(bench);
      case STATE -> assertThat(bench.module.sealing().state()).isNotNull();
      case SEAL -> bench.module.sealing().seal(ModuleBench.PROFILE, ModuleBench.SERIAL);
      case HEARTBEAT -> bench.module.heartbeat();
      case PSK_16 -> assertPsk(bench, PskSize.BYTES_16);
      case PSK_32 -> assertPsk(bench, PskSize.BYTES_32);
      case ENCRYPT -> assertEncrypts(bench);
      case DECRYPT -> assertDecrypts(bench);
      case VERSION -> assertThat(bench.module.e2e().version()).isEqualTo(E2eVersion.V1);
      case USE_VERSION -> bench.module.e2e().useVersion(E2eVersion.V2);
    }
  }

  private static void assertUid(ModuleBench bench) {
    assertThat(bench.module.rotPublicUid()).isEqualTo(ModuleBench.UID);
  }

  private static void assertPsk(ModuleBench bench, PskSize size) {
    try (Psk psk = bench.module.psk().generate(size);
        Psk expected = bench.rootOfTrust.psk(psk.identity())) {
      assertThat(psk.key().lengthBytes()).isEqualTo(size.bytes());
      assertThat(psk).isEqualTo(expected);
    }
  }

  private static void assertEncrypts(ModuleBench bench) {
    E2eMessage message = bench.module.e2e().encrypt(PLAINTEXT);
    byte[] plaintext =
        E2eCipher.standard().unprotect(message, bench.rootOfTrust.uplink(message.keyIdentity()));
    assertThat(plaintext).isEqualTo(PLAINTEXT);
  }

  private static void assertDecrypts(ModuleBench bench) {
    assertThat(bench.module.e2e().decrypt(bench.downlink(PLAINTEXT))).isEqualTo(PLAINTEXT);
  }
}
