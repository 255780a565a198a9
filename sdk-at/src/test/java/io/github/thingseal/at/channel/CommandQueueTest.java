package io.github.thingseal.at.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.thingseal.at.command.ChannelClosedException;
import io.github.thingseal.at.command.RawCommand;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CommandQueueTest {
  private final ChannelLock lock = new ChannelLock(Runnable::run);
  private final VirtualScheduler time = new VirtualScheduler();
  private final CommandQueue queue =
      new CommandQueue(lock, "port", time, Optional.of(Duration.ofMinutes(1)));

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

  @Test
  void receive_onceItsConnectionIsClosed_failsNothingThatWaitsForTheNext() {
    Synchronization synchronization = new Synchronization(1);
    Conversation connection =
        new Conversation(
            new DeafTransport(),
            ChannelOptions.builder().scheduler(time).build(),
            lock,
            queue,
            new UnsolicitedDispatcher("port", 1, Runnable::run),
            synchronization,
            reason -> queue.detach());
    lock.change(() -> queue.attach(connection));
    connection.close("the port was lost");
    QueuedCommand waiting = new QueuedCommand(RawCommand.of("AT+CGMM"), false, null, 0);
    queue.submit(waiting);
    lock.change(
        () -> {
          synchronization.strayed();
          synchronization.find();
        });
    byte[] babble = "\r\nOK\r\n".getBytes(StandardCharsets.US_ASCII);
    connection.receive(babble, babble.length);

    assertThat(waiting.done).isNotDone();
  }
}
