package io.github.thingseal.at.channel;

import io.github.thingseal.at.channel.Scheduler.Scheduled;
import io.github.thingseal.at.transport.ControlLines;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a module's UART awake by a control line while there is something to say, and for a while
 * after. The line itself is switched without the conversation's lock.
 */
final class LineWaking implements Waking {
  private final Conversation conversation;
  private final WakeUp.ByLine wakeUp;
  private final ControlLines lines;
  private Scheduled release = () -> {};
  private boolean ready;
  private volatile boolean wanted = true;

  LineWaking(Conversation conversation, WakeUp.ByLine wakeUp, ControlLines lines) {
    this.conversation = conversation;
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
    release = conversation.whenFree(wakeUp.hold(), this::letGo);
  }

  @Override
  public void end() {
    release.cancel();
    if (!wanted) {
      // Off, it would hold back what the module says, and keep its UART asleep.
      wanted = true;
      conversation.apart(this::set, () -> {});
    }
  }

  private void letGo() {
    ready = false;
    wanted = false;
    conversation.apart(this::set, () -> {});
  }

  /** The last caller sets what is wanted last. */
  private synchronized void set() throws IOException {
    wakeUp.line().set(lines, wanted);
  }

  /** Switches the line on and waits until the UART is usable. */
  private final class SwitchTurn implements Turn {
    private Scheduled next = () -> {};

    @Override
    public void begin() {
      wanted = true;
      conversation.apart(
          LineWaking.this::set,
          () -> next = conversation.after(wakeUp.readyWait(), this, this::awake));
    }

    private void awake() {
      ready = true;
      conversation.awake();
    }

    @Override
    public boolean onLine(RawLine line) {
      return false;
    }

    @Override
    public void onResult(ResultCode result) {
      // Nothing was asked: it is late, or another may be.
      conversation.step().lose();
    }

    @Override
    public void onClosed(String reason) {
      next.cancel();
    }
  }
}
