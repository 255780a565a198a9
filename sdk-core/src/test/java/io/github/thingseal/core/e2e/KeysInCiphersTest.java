package io.github.thingseal.core.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.Security;
import java.security.spec.AlgorithmParameterSpec;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.CipherSpi;
import javax.crypto.ShortBufferException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which keys the JDK's ciphers hold, as a security provider sees it that hands on to the JDK's. */
class KeysInCiphersTest {
  private static final String KEY = "0f1e2d3c4b5a69788796a5b4c3d2e1f0";
  private static final String ZEROS = "00".repeat(16);
  private static final int TAG = 8;

  @BeforeEach
  void watch() {
    WatchedCipher.ALL.clear();
    Security.insertProviderAt(new Watching(), 1);
  }

  @AfterEach
  void stopWatching() {
    Security.removeProvider(Watching.NAME);
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 5000})
  void jdk_afterAMessage_holdsItsKeyUntilIdleKeysAreWiped(int length) {
    AeadEngine engine = AeadEngine.jdk();

    use(engine, length);
    assertThat(keysHeld()).contains(KEY);

    engine.wipeIdleKeys();
    assertThat(keysHeld()).isNotEmpty().containsOnly(ZEROS);
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 5000})
  void jdkWipingKeys_afterAMessage_holdsNoKey(int length) {
    use(AeadEngine.jdkWipingKeys(), length);

    assertThat(keysHeld()).isNotEmpty().containsOnly(ZEROS);
  }

  private static void use(AeadEngine engine, int length) {
    byte[] key = HexFormat.of().parseHex(KEY);
    byte[] sealed = new byte[length + TAG];
    engine.seal(key, new byte[13], TAG, new byte[length], sealed, 0);
    byte[] opened = new byte[length];
    assertThat(engine.open(key, new byte[13], TAG, sealed, 0, sealed.length, opened)).isTrue();
    sealed[0] ^= 1;
    assertThat(engine.open(key, new byte[13], TAG, sealed, 0, sealed.length, opened)).isFalse();
  }

  private static List<String> keysHeld() {
    return WatchedCipher.ALL.stream()
        .map(cipher -> cipher.held)
        .filter(held -> !held.isEmpty())
        .toList();
  }

  private static final class Watching extends Provider {
    static final String NAME = "Watching";
    private static final long serialVersionUID = 1L;

    Watching() {
      super(NAME, "1", "remembers which keys its ciphers hold");
      put("Cipher.AES/ECB/NoPadding", Ecb.class.getName());
      put("Cipher.AES/CTR/NoPadding", Ctr.class.getName());
      put("Cipher.AES/CBC/NoPadding", Cbc.class.getName());
    }
  }

  /** Made by the provider. */
  public static final class Ecb extends WatchedCipher {
    public Ecb() throws GeneralSecurityException {
      super("AES/ECB/NoPadding");
    }
  }

  /** Made by the provider. */
  public static final class Ctr extends WatchedCipher {
    public Ctr() throws GeneralSecurityException {
      super("AES/CTR/NoPadding");
    }
  }

  /** Made by the provider. */
  public static final class Cbc extends WatchedCipher {
    public Cbc() throws GeneralSecurityException {
      super("AES/CBC/NoPadding");
    }
  }

  /** The JDK's cipher, and the key that it was initialised with last. */
  private abstract static class WatchedCipher extends CipherSpi {
    static final List<WatchedCipher> ALL = new ArrayList<>();

    private final Cipher cipher;
    private String held = "";

    WatchedCipher(String transformation) throws GeneralSecurityException {
      cipher = Cipher.getInstance(transformation, "SunJCE");
      ALL.add(this);
    }

    @Override
    protected void engineInit(int mode, Key key, SecureRandom random) throws InvalidKeyException {
      held = HexFormat.of().formatHex(key.getEncoded());
      cipher.init(mode, key);
    }

    @Override
    protected void engineInit(int mode, Key key, AlgorithmParameterSpec spec, SecureRandom random)
        throws InvalidKeyException, InvalidAlgorithmParameterException {
      held = HexFormat.of().formatHex(key.getEncoded());
      cipher.init(mode, key, spec);
    }

    @Override
    protected void engineInit(int mode, Key key, AlgorithmParameters params, SecureRandom random) {
      throw new UnsupportedOperationException();
    }

    @Override
    protected byte[] engineUpdate(byte[] input, int offset, int length) {
      return cipher.update(input, offset, length);
    }

    @Override
    protected int engineUpdate(byte[] input, int offset, int length, byte[] output, int at)
        throws ShortBufferException {
      return cipher.update(input, offset, length, output, at);
    }

    @Override
    protected byte[] engineDoFinal(byte[] input, int offset, int length) {
      throw new UnsupportedOperationException();
    }

    @Override
    protected int engineDoFinal(byte[] input, int offset, int length, byte[] output, int at) {
      try {
        return cipher.doFinal(input, offset, length, output, at);
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    protected void engineSetMode(String mode) {}

    @Override
    protected void engineSetPadding(String padding) {}

    @Override
    protected int engineGetBlockSize() {
      return cipher.getBlockSize();
    }

    @Override
    protected int engineGetOutputSize(int inputLen) {
      return cipher.getOutputSize(inputLen);
    }

    @Override
    protected byte[] engineGetIV() {
      return cipher.getIV();
    }

    @Override
    protected AlgorithmParameters engineGetParameters() {
      throw new UnsupportedOperationException();
    }
  }
}
