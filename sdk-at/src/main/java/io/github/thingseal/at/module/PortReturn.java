package io.github.thingseal.at.module;

import io.github.thingseal.at.channel.PortKeeper;
import java.util.Optional;

/** Has a module configured that may have restarted while its port was away. */
final class PortReturn implements PortKeeper {
  private final RestartWatch watch;

  /** Empty while the module is being opened. */
  private volatile Optional<Restarts> restarts = Optional.empty();

  PortReturn(RestartWatch watch) {
    this.watch = watch;
  }

  void preparedBy(Restarts preparation) {
    restarts = Optional.of(preparation);
  }

  @Override
  public void lost() {
    watch.portLost();
  }

  @Override
  public boolean isDue() {
    return restarts.map(Restarts::isDueForCommand).orElse(false);
  }

  @Override
  public void prepare() {
    restarts.ifPresent(Restarts::beforeCommand);
  }
}
