package io.github.thingseal.at.internal.c2c;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.thingseal.at.c2c.VectorKeys;
import io.github.thingseal.at.fuzz.InputReader;
import io.github.thingseal.testsupport.FuzzInputs;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A line with frames, damage and noise on it: what comes out was put in with the keys, every frame
 * that was not damaged comes out, in order, and the cuts make no difference.
 *
 * <p>An input is the version, how the stream is cut, and a list of what is on the line.
 */
class C2cDecoderFuzzTest {
  /** The greatest frame of V1, less its last byte. */
  private static final int MAX_PENDING = 1040 + 48 + 6 - 1;

  private static final int MAX_STEPS = 24;
  private static final int BLOCK = 16;

  @FuzzTest
  void fuzz(byte[] input) {
    C2cDecoderFuzzTest.check(input);
  }

  @Test
  @Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void feed_whenSeedsAndRandomInputs_givesWhatIsAuthenticAndAllOfIt() {
    FuzzInputs.run(C2cDecoderFuzzTest.class, 2_500, C2cDecoderFuzzTest::check);
  }

  private static void check(byte[] input) {
    InputReader reader = new InputReader(input);
    int version = 1 + reader.next() % 2;
    int cut = reader.next();
    Line line = new Line(version, reader);
    byte[] stream = line.stream.toByteArray();

    List<String> whole = decoded(version, stream, stream.length, new Random(0));
    assertThat(whole).isEqualTo(line.encoded.stream().filter(whole::contains).toList());
    assertThat(whole).containsAll(line.undamaged);
    assertThat(decoded(version, stream, 1, new Random(0))).isEqualTo(whole);
    assertThat(decoded(version, stream, 300, new Random(cut))).isEqualTo(whole);
    stopped(version, stream, whole, cut);
  }

  private static List<String> decoded(int version, byte[] stream, int maxBlock, Random cuts) {
    List<String> frames = new ArrayList<>();
    C2cDecoder decoder = new C2cDecoder(new C2cCipher(VectorKeys.of(version)));
    for (int from = 0; from < stream.length; ) {
      int length = Math.min(stream.length - from, maxBlock);
      length = maxBlock == stream.length ? length : 1 + cuts.nextInt(length);
      byte[] block = Arrays.copyOfRange(stream, from, from + length);
      decoder.feed(block, 0, length, (clear, size) -> frames.add(hex(clear, size)));
      from += length;
    }
    assertThat(decoder.drain()).hasSizeLessThanOrEqualTo(MAX_PENDING);
    return frames;
  }

  /** After any frame the rest can be had as it came. */
  private static void stopped(int version, byte[] stream, List<String> whole, int cut) {
    if (whole.isEmpty()) {
      return;
    }
    List<String> frames = new ArrayList<>();
    int wanted = 1 + cut % whole.size();
    C2cDecoder decoder = new C2cDecoder(new C2cCipher(VectorKeys.of(version)));
    decoder.feed(
        stream,
        0,
        stream.length,
        (clear, size) -> {
          frames.add(hex(clear, size));
          return frames.size() < wanted;
        });
    byte[] rest = decoder.drain();

    assertThat(frames).isEqualTo(whole.subList(0, wanted));
    assertThat(Arrays.copyOfRange(stream, stream.length - rest.length, stream.length))
        .isEqualTo(rest);
  }

  private static String hex(byte[] bytes, int length) {
    return HexFormat.of().formatHex(bytes, 0, length);
  }

  /** What is on the line, put together as the input says. */
  private static final class Line {
    final ByteArrayOutputStream stream = new ByteArrayOutputStream();
    final List<String> encoded = new ArrayList<>();
    final List<String> undamaged = new ArrayList<>();
    private final InputReader input;
    private final int overhead;
    private final C2cEncoder encoder;

    Line(int version, InputReader input) {
      C2cCipher cipher = new C2cCipher(VectorKeys.of(version));
      this.input = input;
      this.overhead = cipher.overheadBytes();
      this.encoder = new C2cEncoder(cipher, new CountingRandom());
      for (int step = 0; step < MAX_STEPS && input.hasMore(); step++) {
        append();
      }
    }

    private void append() {
      switch (input.next() % 6) {
        case 0 -> stream.writeBytes(frame(true));
        case 1 -> stream.writeBytes(damaged(frame(false)));
        case 2 -> stream.writeBytes(input.bytes(input.next()));
        case 3 -> stream.writeBytes(forgedAround(frame(true)));
        case 4 -> stream.writeBytes(forged(frame(false)));
        default -> stream.writeBytes(head(overhead + BLOCK * (1 + input.next() % 65)));
      }
    }

    /** Protects bytes that no other frame does. */
    private byte[] frame(boolean whole) {
      byte[] clear = new byte[1 + input.next() % C2cEncoder.MAX_DATA_BYTES];
      Arrays.fill(clear, C2cEncoder.FLAG);
      clear[0] = (byte) encoded.size();
      String text = hex(clear, clear.length);
      if (encoded.contains(text)) {
        return new byte[0];
      }
      encoded.add(text);
      if (whole) {
        undamaged.add(text);
      }
      return encoder.encode(clear, 0, clear.length);
    }

    private byte[] damaged(byte[] frame) {
      if (frame.length == 0) {
        return frame;
      }
      int at = input.next() * frame.length / 256;
      int run = Math.min(frame.length - at, 1 + input.next() % 40);
      byte[] before = Arrays.copyOf(frame, at);
      byte[] behind = Arrays.copyOfRange(frame, at + run, frame.length);
      byte[] between =
          switch (input.next() % 3) {
            case 0 -> new byte[0];
            case 1 -> input.bytes(run);
            default -> new byte[] {(byte) (frame[at] ^ 1 << input.next() % Byte.SIZE)};
          };
      return joined(before, between, behind);
    }

    /** One bit of the body is another, and the check sequence fits again. */
    private byte[] forged(byte[] frame) {
      if (frame.length > 0) {
        int body = frame.length - C2cEncoder.FRAME_OVERHEAD_BYTES;
        int at = C2cEncoder.HEAD_BYTES + input.next() * body / 256;
        frame[at] ^= (byte) (1 << input.next() % Byte.SIZE);
        makeSound(frame);
      }
      return frame;
    }

    /** A frame that is sound, but not made with the keys, with an authentic one inside. */
    private byte[] forgedAround(byte[] frame) {
      int blocks = 1 + (frame.length + BLOCK) / BLOCK + input.next() % 4;
      byte[] body = new byte[overhead + BLOCK * blocks];
      System.arraycopy(frame, 0, body, input.next() % BLOCK, frame.length);
      byte[] framed = joined(head(body.length), body, new byte[] {0, 0, C2cEncoder.FLAG});
      makeSound(framed);
      return framed;
    }

    private static void makeSound(byte[] frame) {
      int fcs = Fcs16.of(frame, 1, frame.length - 4);
      frame[frame.length - 3] = (byte) fcs;
      frame[frame.length - 2] = (byte) (fcs >>> Byte.SIZE);
    }

    private static byte[] head(int body) {
      return new byte[] {C2cEncoder.FLAG, (byte) body, (byte) (body >>> Byte.SIZE)};
    }

    private static byte[] joined(byte[]... parts) {
      ByteArrayOutputStream joined = new ByteArrayOutputStream();
      for (byte[] part : parts) {
        joined.writeBytes(part);
      }
      return joined.toByteArray();
    }
  }

  /** Another IV for each frame, the same in each run. */
  private static final class CountingRandom extends java.security.SecureRandom {
    private static final long serialVersionUID = 1L;

    private int count;

    @Override
    public void nextBytes(byte[] bytes) {
      new Random(count++).nextBytes(bytes);
    }
  }
}
