package io.github.thingseal.core.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.thingseal.testsupport.LogLines;
import java.security.AlgorithmParameters;
import java.security.Key;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.Security;
import java.security.spec.AlgorithmParameterSpec;
import java.util.Arrays;
import java.util.List;
import javax.crypto.CipherSpi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Security providers that compute something else, come later, or are missing. */
class ProvidersTest {
  private static final byte[] KEY = new byte[16];
  private static final byte[] NONCE = new byte[13];
  private static final byte[] PLAINTEXT = new byte[1000];

  private final AeadEngine fallback = AeadEngine.bouncyCastle();
  private final LogLines log = new LogLines(AeadEngine.class.getName());
  private final Provider sunJce = Security.getProvider("SunJCE");
  private final int place = List.of(Security.getProviders()).indexOf(sunJce) + 1;

  @AfterEach
  void putBack() {
    log.close();
    Security.removeProvider(Copying.NAME);
    if (Security.getProvider(sunJce.getName()) == null) {
      Security.insertProviderAt(sunJce, place);
    }
  }

  @Test
  void of_whereAProviderComputesSomethingElse_takesTheFallback() {
    Security.insertProviderAt(new Copying(), 1);
    assertThat(FirstOf.of(List.of(AeadEngine::jdk), fallback)).isSameAs(fallback);
    assertThat(log.lines()).hasSize(2).allMatch(line -> line.startsWith("WARNING"));
    assertThat(log.lines().get(0)).contains("JdkCcm fails its self-test");
    assertThat(log.lines().get(1)).endsWith("is computed by " + fallback);
  }

  @Test
  void of_whereNoProviderHasAes_takesTheFallback() {
    Security.removeProvider(sunJce.getName());
    assertThat(FirstOf.of(List.of(AeadEngine::jdk), fallback)).isSameAs(fallback);
    assertThat(log.lines()).first().asString().startsWith("WARNING").contains("lacks AES/ECB");
    assertThat(log.lines())
        .last()
        .asString()
        .isEqualTo("WARNING AES-CCM is computed by " + fallback);
  }

  @Test
  void engine_whereAProviderComesLater_goesOnWithTheOneThatItBeganWith() {
    AeadEngine engine = AeadEngine.jdk();
    Security.insertProviderAt(new Copying(), 1);
    assertThat(sealedBy(engine)).isEqualTo(sealedBy(fallback));
  }

  @Test
  void engine_whereItsProviderLeaves_goesOnWithIt() {
    AeadEngine engine = AeadEngine.jdk();
    Security.removeProvider(sunJce.getName());
    assertThat(sealedBy(engine)).isEqualTo(sealedBy(fallback));
  }

  private static byte[] sealedBy(AeadEngine engine) {
    byte[] sealed = new byte[PLAINTEXT.length + 16];
    engine.seal(KEY, NONCE, 16, PLAINTEXT, sealed, 0);
    return sealed;
  }

  /** Has every mode of AES, and encrypts nothing. */
  private static final class Copying extends Provider {
    static final String NAME = "Copying";
    private static final long serialVersionUID = 1L;

    Copying() {
      super(NAME, "1", "copies");
      for (String mode : List.of("ECB", "CTR", "CBC")) {
        put("Cipher.AES/" + mode + "/NoPadding", CopyingCipher.class.getName());
      }
    }
  }

  /** Returns what it is given. */
  public static final class CopyingCipher extends CipherSpi {
    @Override
    protected void engineSetMode(String mode) {}

    @Override
    protected void engineSetPadding(String padding) {}

    @Override
    protected int engineGetBlockSize() {
      return 16;
    }

    @Override
    protected int engineGetOutputSize(int inputLen) {
      return inputLen;
    }

    @Override
    protected byte[] engineGetIV() {
      return new byte[16];
    }

    @Override
    protected AlgorithmParameters engineGetParameters() {
      throw new UnsupportedOperationException();
    }

    @Override
    protected void engineInit(int mode, Key key, SecureRandom random) {}

    @Override
    protected void engineInit(
        int mode, Key key, AlgorithmParameterSpec spec, SecureRandom random) {}

    @Override
    protected void engineInit(int mode, Key key, AlgorithmParameters params, SecureRandom random) {}

    @Override
    protected byte[] engineUpdate(byte[] input, int offset, int length) {
      return Arrays.copyOfRange(input, offset, offset + length);
    }

    @Override
    protected int engineUpdate(byte[] input, int offset, int length, byte[] output, int at) {
      System.arraycopy(input, offset, output, at, length);
      return length;
    }

    @Override
    protected byte[] engineDoFinal(byte[] input, int offset, int length) {
      return engineUpdate(input, offset, length);
    }

    @Override
    protected int engineDoFinal(byte[] input, int offset, int length, byte[] output, int at) {
      return engineUpdate(input, offset, length, output, at);
    }
  }
}
