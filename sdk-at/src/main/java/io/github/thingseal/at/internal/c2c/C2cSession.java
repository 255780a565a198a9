package io.github.thingseal.at.internal.c2c;

import io.github.thingseal.at.c2c.C2cKeys;
import java.security.SecureRandom;

/** The two halves of a session, and how it is spoken. */
final class C2cSession {
  private final C2cCipher outgoing;
  private final C2cCipher incoming;
  private final C2cEncoder encoder;
  private final C2cDecoder decoder;
  private Mode mode = Mode.OPENING;

  enum Mode {
    /** In the clear, until the module has said {@code OK} to the opening. */
    OPENING,
    /** In frames, both ways. */
    OPEN,
    /** No one knows whether the module is in the session: it is asked both ways. */
    ASKING
  }

  C2cSession(C2cKeys keys, SecureRandom random) {
    outgoing = new C2cCipher(keys);
    incoming = new C2cCipher(keys);
    SentFrames sent = new SentFrames();
    encoder = new C2cEncoder(outgoing, random, sent);
    decoder = new C2cDecoder(incoming, sent);
  }

  C2cEncoder encoder() {
    return encoder;
  }

  C2cDecoder decoder() {
    return decoder;
  }

  Mode mode() {
    return mode;
  }

  void mode(Mode next) {
    mode = next;
  }

  void wipe() {
    outgoing.wipe();
    incoming.wipe();
  }
}
