package io.github.thingseal.testkit.internal.module.fault;

import io.github.thingseal.testkit.FrameFault;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.function.UnaryOperator;

/** What a bad line does to frames. The checksum stands ahead of the last marker. */
public final class FrameDamage {
  private static final int NOISE_BYTES = 5;
  private static final byte MARKER = (byte) 0xF9;

  private final LongFunction<Set<FrameFault>> faults;
  private final SecureRandom random;
  private long frames;

  /** Damages frames as the faults of each say, given its number, which begins at 1. */
  public FrameDamage(LongFunction<Set<FrameFault>> faults, SecureRandom random) {
    this.faults = faults;
    this.random = random;
  }

  /** What is sent in place of a frame. */
  public List<byte[]> apply(byte[] frame, UnaryOperator<byte[]> withBrokenMac) {
    frames++;
    Set<FrameFault> struck = faults.apply(frames);
    List<byte[]> sent = new ArrayList<>();
    if (struck.contains(FrameFault.DROPPED)) {
      return sent;
    }
    byte[] damaged =
        struck.contains(FrameFault.BAD_MAC) ? withBrokenMac.apply(frame) : frame.clone();
    if (struck.contains(FrameFault.BAD_CHECKSUM)) {
      damaged[damaged.length - 2] ^= 1;
    }
    if (struck.contains(FrameFault.NOISE_BEFORE)) {
      sent.add(noise());
    }
    sent.add(damaged);
    if (struck.contains(FrameFault.DUPLICATED)) {
      sent.add(damaged);
    }
    return sent;
  }

  /** It ends with a lone marker, which is the meanest that noise can be. */
  private byte[] noise() {
    byte[] noise = new byte[NOISE_BYTES];
    random.nextBytes(noise);
    noise[NOISE_BYTES - 2] = 0;
    noise[NOISE_BYTES - 1] = MARKER;
    return noise;
  }
}
