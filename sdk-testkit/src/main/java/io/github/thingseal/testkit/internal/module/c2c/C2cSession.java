package io.github.thingseal.testkit.internal.module.c2c;

import io.github.thingseal.testkit.internal.module.ModuleContext;
import io.github.thingseal.testkit.internal.module.fault.FaultEffect.Framing;
import io.github.thingseal.testkit.internal.module.fault.FrameDamage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/** One chip-to-chip session on one port: everything in frames, both ways. */
public final class C2cSession {
  private final ModuleContext core;
  private final C2cKeys keys;
  private final C2cReceiver receiver;
  private final FrameDamage damage;

  public C2cSession(ModuleContext core, C2cKeys keys, Consumer<byte[]> sink) {
    this.core = core;
    this.keys = keys;
    this.receiver = new C2cReceiver(keys, sink);
    this.damage =
        new FrameDamage(
            number -> core.faults().frame(Framing.CHIP_TO_CHIP, number), core.config().random());
  }

  public void receive(byte received) {
    receiver.accept(received, core.receivedAt());
  }

  /** The frames of what the module says. */
  public List<byte[]> encode(byte[] clear) {
    List<byte[]> frames = new ArrayList<>();
    for (int start = 0; start < clear.length; start += C2cFrame.MAX_DATA) {
      int end = Math.min(clear.length, start + C2cFrame.MAX_DATA);
      byte[] iv = new byte[C2cKeys.BYTES];
      core.config().random().nextBytes(iv);
      byte[] frame = C2cFrame.encode(keys, iv, Arrays.copyOfRange(clear, start, end));
      frames.addAll(damage.apply(frame, C2cSession::withBrokenMac));
    }
    return frames;
  }

  /** Version 2 ends with the MAC, version 1 with the IV: either way the frame cannot be opened. */
  private static byte[] withBrokenMac(byte[] frame) {
    int end = frame.length - C2cFrame.OVERHEAD + C2cFrame.HEADER;
    byte[] body = Arrays.copyOfRange(frame, C2cFrame.HEADER, end);
    body[body.length - 1] ^= 1;
    return C2cFrame.frame(body);
  }
}
