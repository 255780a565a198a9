package io.github.thingseal.testkit.internal.module.fault;

import io.github.thingseal.testkit.SimulatedModuleFaults.FrameFault;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** What a bad line does to every so many frames. The checksum stands ahead of the last marker. */
public final class FrameDamage {
  private static final int NOISE_BYTES = 5;
  private static final byte MARKER = (byte) 0xF9;

  private final Supplier<Map<FrameFault, Integer>> faults;
  private final SecureRandom random;
  private long frames;

  public FrameDamage(Supplier<Map<FrameFault, Integer>> faults, SecureRandom random) {
    this.faults = faults;
    this.random = random;
  }

  /** What is sent in place of a frame. */
  public List<byte[]> apply(byte[] frame, UnaryOperator<byte[]> withBrokenMac) {
    frames++;
    List<byte[]> sent = new ArrayList<>();
    if (strikes(FrameFault.DROPPED)) {
      return sent;
    }
    byte[] damaged = strikes(FrameFault.BAD_MAC) ? withBrokenMac.apply(frame) : frame.clone();
    if (strikes(FrameFault.BAD_CHECKSUM)) {
      damaged[damaged.length - 2] ^= 1;
    }
    if (strikes(FrameFault.NOISE_BEFORE)) {
      sent.add(noise());
    }
    sent.add(damaged);
    if (strikes(FrameFault.DUPLICATED)) {
      sent.add(damaged);
    }
    return sent;
  }

  private boolean strikes(FrameFault fault) {
    int every = faults.get().getOrDefault(fault, 0);
    return every > 0 && frames % every == 0;
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
