package io.github.thingseal.at.internal.c2c;

import io.github.thingseal.at.c2c.C2cKeys;
import io.github.thingseal.at.internal.text.LineScanner;
import java.security.SecureRandom;

/** The two halves of a session, and what text comes in the clear amid its frames. */
final class C2cSession {
  private final C2cCipher outgoing;
  private final C2cCipher incoming;
  final C2cEncoder encoder;
  final C2cDecoder decoder;
  LineScanner clearLines = LineScanner.ofFramedLines();

  C2cSession(C2cKeys keys, SecureRandom random) {
    outgoing = new C2cCipher(keys);
    incoming = new C2cCipher(keys);
    SentFrames sent = new SentFrames();
    encoder = new C2cEncoder(outgoing, random, sent);
    decoder = new C2cDecoder(incoming, sent);
  }

  /** What had begun to come has no end: the port is another. */
  void restart() {
    decoder.restart();
    clearLines = LineScanner.ofFramedLines();
  }

  void wipe() {
    outgoing.wipe();
    incoming.wipe();
  }
}
