package io.github.thingseal.at.module;

import io.github.thingseal.at.internal.c2c.C2cTransport;
import io.github.thingseal.at.transport.Transport;
import io.github.thingseal.at.transport.TransportSource;
import io.github.thingseal.core.internal.arguments.Arguments;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Puts chip-to-chip around each transport of a port that comes and goes. */
final class EncryptedLines implements TransportSource {
  private final TransportSource source;
  private final SessionSigns signs;
  private volatile Consumer<C2cTransport> preparing = line -> {};
  private volatile @Nullable C2cTransport current;

  EncryptedLines(TransportSource source, SessionSigns signs) {
    this.source = source;
    this.signs = signs;
  }

  /** Sets what is done with each further transport before anything is sent on it. */
  void prepareBy(Consumer<C2cTransport> preparation) {
    preparing = preparation;
  }

  @Override
  public Transport open() {
    C2cTransport line =
        new C2cTransport(Arguments.returned(source.open(), "TransportSource.open"), signs);
    preparing.accept(line);
    current = line;
    return new CommandGate(line, signs);
  }

  /** That of the transport opened last; a session does not outlive it. */
  C2cTransport current() {
    return Objects.requireNonNull(current, "nothing was opened");
  }
}
