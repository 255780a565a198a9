package io.github.thingseal.at.module;

import io.github.thingseal.at.c2c.C2cTransport;
import io.github.thingseal.at.transport.Transport;
import io.github.thingseal.at.transport.TransportSource;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Puts chip-to-chip around each transport of a port that comes and goes. */
final class EncryptedLines implements TransportSource {
  private final TransportSource source;
  private volatile @Nullable C2cTransport current;

  EncryptedLines(TransportSource source) {
    this.source = source;
  }

  @Override
  public Transport open() {
    C2cTransport line = new C2cTransport(source.open());
    current = line;
    return line;
  }

  /** That of the transport opened last; a session does not outlive it. */
  C2cTransport current() {
    return Objects.requireNonNull(current, "nothing was opened");
  }
}
