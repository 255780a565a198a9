package io.github.thingseal.at.channel;

import io.github.thingseal.at.channel.Scheduler.Scheduled;
import io.github.thingseal.at.transport.ControlLines;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a module's UART awake by a control line while there is something to say, and for a while
 * after. The line itself is switched without the channel's lock.
 */
final class LineWaking implements Waking {
  /** What else than a turn needs the port. */
  interface Port {
    /** Does something later, provided that no one has the line then, nor waits for it. */
    Scheduled whenFree(Duration delay, Runnable action);

    /** Does something to the port without the lock, and then, with it, what depends on that. */
    void apart(PortTask task, Runnable then);
  }

  /** What may take a while, or fail with the port. */
  @FunctionalInterface
  interface PortTask {
    void run() throws IOException;
  }

  private final TurnContext context;
  private final Port port;
  private final WakeUp.ByLine wakeUp;
  private final ControlLines lines;
  private Scheduled release = () -> {};
  private boolean ready;
  private volatile boolean wanted = true;

  LineWaking(TurnContext context, Port port, WakeUp.ByLine wakeUp, ControlLines lines) {
    this.context = context;
    this.port = port;
    this.wakeUp = wakeUp;
    this.lines = lines;
  }

  @Override
  public @Nullable Turn turn() {
    return ready ? null : new SwitchTurn();
  }

  @Override
  public void rest() {
    release.cancel();
    release = port.whenFree(wakeUp.hold(), this::letGo);
  }

  @Override
  public void end() {
    release.cancel();
    if (!wanted) {
      // Off, it would hold back what the module says, and keep its UART asleep.
      wanted = true;
      port.apart(this::set, () -> {});
    }
  }

  private void letGo() {
    ready = false;
    wanted = false;
    port.apart(this::set, () -> {});
  }

  /** The last caller sets what is wanted last. */
  private synchronized void set() throws IOException {
    lines.set(wakeUp.line(), wanted);
  }

  /** Switches the line on and waits until the UART is usable. */
  private final class SwitchTurn implements Turn {
    private Scheduled next = () -> {};

    @Override
    public void begin() {
      wanted = true;
      port.apart(
          LineWaking.this::set, () -> next = context.after(wakeUp.readyWait(), this, this::awake));
    }

    private void awake() {
      ready = true;
      context.endAwake();
    }

    @Override
    public boolean onLine(ReceivedLine line) {
      return false;
    }

    @Override
    public void onResult(ResultCode result) {
      // Nothing was asked: it is late, or another may be.
      context.synchronization().lose();
    }

    @Override
    public void onClosed(String reason) {
      next.cancel();
    }
  }
}
