package io.github.thingseal.at.module;

import io.github.thingseal.at.channel.PortKeeper;
import org.jspecify.annotations.Nullable;

/** Has a module configured that may have restarted while its port was away. */
final class PortReturn implements PortKeeper {
  private final RestartWatch watch;
  private volatile @Nullable Restarts restarts;

  PortReturn(RestartWatch watch) {
    this.watch = watch;
  }

  void preparedBy(Restarts preparation) {
    restarts = preparation;
  }

  @Override
  public void lost() {
    watch.portLost();
  }

  @Override
  public boolean isDue() {
    Restarts known = restarts;
    return known != null && known.isDueForCommand();
  }

  @Override
  public void prepare() {
    Restarts known = restarts;
    if (known != null) {
      known.beforeCommand();
    }
  }
}
