package io.github.thingseal.at.channel;

import io.github.thingseal.at.transport.ControlLines;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a module's UART awake by a control line while there is something to say, and for a while
 * after. The line itself is switched without the channel's lock.
 */
final class LineWaking implements Waking {
  private final TurnContext context;
  private final WakeUp.ByLine wakeUp;
  private final ControlLines lines;
  private final Deadline release;
  private boolean ready;
  private volatile boolean wanted = true;

  LineWaking(TurnContext context, WakeUp.ByLine wakeUp, ControlLines lines) {
    this.context = context;
    this.wakeUp = wakeUp;
    this.lines = lines;
    release = new Deadline(context.scheduler, context.lock);
  }

  @Override
  public @Nullable Turn turn() {
    return ready ? null : new SwitchTurn();
  }

  @Override
  public void rest() {
    release.set(wakeUp.hold(), this::letGo);
  }

  @Override
  public void end() {
    release.end();
    if (!wanted) {
      // Off, it would hold back what the module says, and keep its UART asleep.
      set(true, () -> {});
    }
  }

  private void letGo() {
    if (context.isFree() && context.queue.isEmpty()) {
      ready = false;
      set(false, () -> {});
    }
  }

  /** Switches the line without the lock, as it may take a while, and then goes on with it. */
  private void set(boolean on, Runnable then) {
    wanted = on;
    context.scheduler.execute(
        () -> {
          try {
            set();
          } catch (IOException | RuntimeException e) {
            context.close(String.valueOf(e.getMessage()));
            return;
          }
          context.lock.change(then);
        });
  }

  /** The last caller sets what is wanted last. */
  private synchronized void set() throws IOException {
    lines.set(wakeUp.line(), wanted);
  }

  /** Switches the line on and waits until the UART is usable. */
  private final class SwitchTurn implements Turn {
    @Override
    public void begin() {
      set(true, this::switched);
    }

    private void switched() {
      if (context.turn() == this) {
        context.await(wakeUp.readyWait(), this::awake);
      }
    }

    private void awake() {
      ready = true;
      context.endAwake();
    }

    @Override
    public void onResult(ResultCode result) {
      // Nothing was asked: it is late, or another may be.
      context.synchronization.lose();
    }
  }
}
