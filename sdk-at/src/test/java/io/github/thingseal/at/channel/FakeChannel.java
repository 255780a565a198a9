package io.github.thingseal.at.channel;

import io.github.thingseal.at.command.AtCommand;
import io.github.thingseal.at.command.InfoLine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A channel without a port: commands are answered by a script, after the activation if it is due.
 */
public class FakeChannel extends AtChannel {
  /** What it was set to. */
  public final List<WakeUp> wakeUps = new ArrayList<>();

  /** What it was set to. */
  public final List<Duration> pacing = new ArrayList<>();

  private final Dialogue dialogue;
  private final Runnable onClose;
  private volatile @Nullable Activation activation;

  public FakeChannel(String name, Dialogue dialogue) {
    this(name, dialogue, () -> {});
  }

  public FakeChannel(String name, Dialogue dialogue, Runnable onClose) {
    super(name, ChannelOptions.defaults(), Optional.empty());
    this.dialogue = dialogue;
    this.onClose = onClose;
  }

  @Override
  public void activation(Activation before) {
    activation = before;
  }

  private void activate() {
    Activation due = activation;
    if (due != null && !due.isRunByCurrentThread() && due.isDue()) {
      due.run();
    }
  }

  @Override
  public <R> R execute(AtCommand<R> command) {
    activate();
    return dialogue.execute(command);
  }

  @Override
  public <R> CompletableFuture<R> submit(AtCommand<R> command) {
    activate();
    return dialogue.submit(command);
  }

  @Override
  public Subscription subscribe(String prefix, Consumer<InfoLine> listener) {
    return dialogue.subscribe(prefix, listener);
  }

  @Override
  public synchronized void pacing(Duration pause) {
    pacing.add(pause);
  }

  @Override
  public synchronized void wakeUp(WakeUp wakeUp) {
    wakeUps.add(wakeUp);
  }

  @Override
  public void close() {
    onClose.run();
  }
}
