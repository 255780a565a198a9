package io.github.thingseal.at.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.thingseal.at.command.ChannelClosedException;
import io.github.thingseal.at.command.RawCommand;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CommandQueueTest {
  private final ChannelLock lock = new ChannelLock(Runnable::run);
  private final CommandQueue queue =
      new CommandQueue(lock, "port", new VirtualScheduler(), Optional.empty());

  @Test
  void putBack_whenTheQueueHasEnded_failsTheCommand() {
    QueuedCommand command =
        new QueuedCommand(RawCommand.builder("AT+CGMM").repeatable().build(), false, null, 0);
    ChannelClosedException reason = new ChannelClosedException("AT+CGMM", true, false, "closed");
    synchronized (lock) {
      queue.end(ended -> reason);
      queue.putBack(command);
    }
    lock.leave();

    assertThat(command.done).isCompletedExceptionally();
    assertThat(queue.isEmpty()).isTrue();
  }
}
