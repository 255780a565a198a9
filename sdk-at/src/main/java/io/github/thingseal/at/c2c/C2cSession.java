package io.github.thingseal.at.c2c;

import java.security.SecureRandom;

/** The two halves of a session; it is open once the module has said so. */
final class C2cSession {
  private final C2cCipher outgoing;
  private final C2cCipher incoming;
  private final C2cEncoder encoder;
  private final C2cDecoder decoder;
  private boolean open;

  C2cSession(C2cKeys keys, SecureRandom random) {
    outgoing = new C2cCipher(keys);
    incoming = new C2cCipher(keys);
    encoder = new C2cEncoder(outgoing, random);
    decoder = new C2cDecoder(incoming);
  }

  C2cEncoder encoder() {
    return encoder;
  }

  C2cDecoder decoder() {
    return decoder;
  }

  boolean isOpen() {
    return open;
  }

  void open(boolean nowOpen) {
    open = nowOpen;
  }

  void wipe() {
    outgoing.wipe();
    incoming.wipe();
  }
}
