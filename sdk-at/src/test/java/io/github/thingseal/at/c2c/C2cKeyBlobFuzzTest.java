package io.github.thingseal.at.c2c;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.secret.SecretBytes;
import io.github.thingseal.testsupport.FuzzInputs;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Any bytes as stored keys: nothing but what was stored opens, and nothing else is thrown. */
class C2cKeyBlobFuzzTest {
  private static final SecretBytes KEY = SecretBytes.takeFrom(new byte[32]);
  private static final byte[] STORED = C2cKeyBlob.seal(VectorKeys.of(2), KEY);
  private static final int ITERATIONS_AT = 23;

  @FuzzTest
  void fuzz(byte[] input) {
    C2cKeyBlobFuzzTest.check(input);
  }

  @Test
  void open_whenSeedsAndRandomInputs_refusesAllButWhatWasStored() {
    FuzzInputs.run(C2cKeyBlobFuzzTest.class, 20_000, C2cKeyBlobFuzzTest::check);
  }

  private static void check(byte[] input) {
    byte[] changed = changed(input);
    try (C2cKeys keys = C2cKeyBlob.open(changed, KEY)) {
      assertThat(changed).isEqualTo(STORED);
      assertThat(keys.teSecret()).isEqualTo(VectorKeys.of(2).teSecret());
    } catch (InvalidInputException e) {
      assertThat(changed).isNotEqualTo(STORED);
    }
    assertThatOpeningFails(input);
  }

  /** The stored keys, with the input laid over them. */
  private static byte[] changed(byte[] input) {
    byte[] changed = Arrays.copyOf(STORED, STORED.length + (input.length == 1 ? input[0] % 2 : 0));
    for (int i = 0; i < Math.min(input.length, changed.length); i++) {
      changed[i] ^= input[i];
    }
    return changed;
  }

  private static void assertThatOpeningFails(byte[] input) {
    byte[] quick = input.clone();
    if (quick.length >= ITERATIONS_AT + Integer.BYTES) {
      // A passphrase is slow to open on purpose; not here.
      ByteBuffer.wrap(quick).putInt(ITERATIONS_AT, quick[ITERATIONS_AT] % 3);
    }
    try (C2cKeys keys = C2cKeyBlob.open(quick, "passphrase".toCharArray())) {
      throw new AssertionError("Opened without the passphrase: " + keys);
    } catch (InvalidInputException e) {
      assertThat(e).hasMessageNotContaining("passphrase\"");
    }
  }
}
