package io.github.thingseal.at.module;

import io.github.thingseal.at.channel.PortKeeper;
import java.util.Optional;

/** Has a module configured that may have restarted while its port was away. */
final class PortReturn implements PortKeeper {
  private final RestartDetector detector;

  /** Empty while the module is being opened. */
  private volatile Optional<LifeCycle> lifeCycle = Optional.empty();

  PortReturn(RestartDetector detector) {
    this.detector = detector;
  }

  void preparedBy(LifeCycle preparation) {
    lifeCycle = Optional.of(preparation);
  }

  @Override
  public void lost() {
    detector.portLost();
  }

  @Override
  public boolean isDue() {
    return lifeCycle.map(LifeCycle::isDueForCommand).orElse(false);
  }

  @Override
  public void prepare() {
    lifeCycle.ifPresent(LifeCycle::beforeCommand);
  }
}
