package io.github.thingseal.at.channel;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.thingseal.at.command.AtCommand;
import io.github.thingseal.at.command.AtError;
import io.github.thingseal.at.command.ChannelClosedException;
import io.github.thingseal.at.command.CommandInterruptedException;
import io.github.thingseal.at.command.CommandTimeoutException;
import io.github.thingseal.at.command.DeadlineExceededException;
import io.github.thingseal.at.command.EncryptionLostException;
import io.github.thingseal.at.command.InfoLine;
import io.github.thingseal.at.command.ModuleBusyException;
import io.github.thingseal.at.command.ModuleRestartedException;
import io.github.thingseal.at.command.RawCommand;
import io.github.thingseal.at.command.ReplyShape;
import io.github.thingseal.at.command.UnansweredCommandException;
import io.github.thingseal.at.command.UnexpectedReplyException;
import io.github.thingseal.at.transport.PortGoneException;
import io.github.thingseal.at.transport.PortUnusableException;
import io.github.thingseal.at.transport.Transport;
import io.github.thingseal.core.AuthenticationException;
import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.PermanentException;
import io.github.thingseal.core.ThingsealException;
import io.github.thingseal.core.TransientException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CommandQueueTest {
  private static final Duration ABSENCE_LIMIT = Duration.ofHours(1);

  private final VirtualScheduler time = new VirtualScheduler();
  private final ChannelLock lock = new ChannelLock(Runnable::run);
  private final ScriptedTransport module = new ScriptedTransport();
  private final CallerThread firstCaller = new CallerThread(new AtomicBoolean());
  private final CallerThread secondCaller = new CallerThread(new AtomicBoolean());

  private static QueuedCommand repeatable() {
    return new QueuedCommand(
        "port", RawCommand.builder("AT+CGMM").repeatable().build(), false, null, 0);
  }

  @Test
  void putBack_whenTheQueueHasEnded_failsTheCommand() {
    CommandQueue queue = new CommandQueue(lock, time, Optional.empty());
    QueuedCommand command = repeatable();
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
  void detach_whenThePortIsLostAgainAndAgain_keepsOneTimerForEachCommand() {
    CommandQueue queue = new CommandQueue(lock, time, Optional.of(ABSENCE_LIMIT));
    QueuedCommand command = repeatable();
    queue.submit(command);
    synchronized (lock) {
      for (int i = 0; i < 100; i++) {
        queue.detach();
      }
    }
    assertThat(time.pending()).isEqualTo(1);
    assertThat(command.done.getNumberOfDependents()).isZero();

    queue.withdraw(command);
    assertThat(time.pending()).isZero();
  }

  /** May wait for five seconds, and may be repeated. */
  private record Impatient() implements AtCommand<List<InfoLine>> {
    @Override
    public String line() {
      return "AT+CGMM";
    }

    @Override
    public ReplyShape reply() {
      return ReplyShape.none();
    }

    @Override
    public List<InfoLine> read(List<InfoLine> lines) {
      return lines;
    }

    @Override
    public boolean repeatable() {
      return true;
    }

    @Override
    public Optional<Duration> waitLimit() {
      return Optional.of(Duration.ofSeconds(5));
    }
  }

  /** A connection that takes one command, and then none. */
  private static final class OnceFree implements CommandQueue.Connection {
    private boolean free = true;

    @Override
    public boolean isFree() {
      return free;
    }

    @Override
    public boolean begin(QueuedCommand next) {
      free = false;
      return true;
    }

    @Override
    public void rest() {}

    @Override
    public void withdraw(QueuedCommand command) {}
  }

  @Test
  void fail_whenACommandThatMayHaveBeenCarriedOutIsNotSentAgainInTime_endsIt() {
    CommandQueue queue = new CommandQueue(lock, time, Optional.of(ABSENCE_LIMIT));
    QueuedCommand command = new QueuedCommand("port", new Impatient(), false, null, 0);
    ChannelClosedException lost = new ChannelClosedException("AT+CGMM", true, true, "lost");
    OnceFree connection = new OnceFree();
    lock.change(() -> queue.attach(connection));
    queue.submit(command);
    lock.change(() -> queue.fail(command, lost));
    assertThat(command.done).isNotDone();
    time.advance(Duration.ofSeconds(5));

    assertThat(catchThrowable(command.done::join)).cause().isSameAs(lost);
    assertThat(lost.getSuppressed()).hasSize(1);
  }

  @Test
  void putBack_whenACommandThatMayHaveBeenCarriedOutHasWaitedEnough_endsItSo() {
    CommandQueue queue = new CommandQueue(lock, time, Optional.of(ABSENCE_LIMIT));
    QueuedCommand command = new QueuedCommand("port", new Impatient(), false, null, 0);
    ChannelClosedException lost = new ChannelClosedException("AT+CGMM", true, true, "lost");
    lock.change(() -> queue.attach(new OnceFree()));
    queue.submit(command);
    lock.change(() -> queue.fail(command, lost));
    lock.change(() -> queue.attach(new OnceFree()));
    time.advance(Duration.ofSeconds(5));
    assertThat(command.done).isNotDone();
    lock.change(() -> queue.putBack(command));

    assertThat(catchThrowable(command.done::join)).cause().isSameAs(lost);
    assertThat(queue.isEmpty()).isTrue();
  }

  @Test
  void receive_onceItsConnectionIsClosed_failsNothingThatWaitsForTheNext() {
    CommandQueue queue = new CommandQueue(lock, time, Optional.of(ABSENCE_LIMIT));
    Synchronization synchronization = new Synchronization(1);
    Conversation connection =
        new Conversation(
            new DeafTransport(),
            ChannelOptions.builder().scheduler(time).build(),
            lock,
            queue,
            new UnsolicitedDispatcher(lock, "port", 1, Runnable::run),
            synchronization,
            reason -> queue.detach());
    lock.change(() -> queue.attach(connection));
    connection.close("the port was lost");
    QueuedCommand waiting = new QueuedCommand("port", RawCommand.of("AT+CGMM"), false, null, 0);
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

  /** Refuses to write on a thread that is interrupted, as many streams do. */
  private record Interruptible(ScriptedTransport module) implements Transport {
    @Override
    public String name() {
      return module.name();
    }

    @Override
    public int read(byte[] block) throws IOException {
      return module.read(block);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      if (Thread.currentThread().isInterrupted()) {
        throw new InterruptedIOException("interrupted");
      }
      module.write(bytes, offset, length);
    }

    @Override
    public void close() {
      module.close();
    }
  }

  @Test
  void execute_whenTheCallerIsInterrupted_leavesTheLineToOthers() {
    try (AtChannel channel =
        AtChannel.open(
            new Interruptible(module), ChannelOptions.builder().scheduler(time).build())) {
      Thread.currentThread().interrupt();
      assertThat(catchThrowable(() -> channel.execute(RawCommand.of("AT+A"))))
          .isInstanceOf(CommandInterruptedException.class);
      assertThat(Thread.interrupted()).isTrue();
      module.say("\r\nOK\r\n");

      CompletableFuture<?> next = channel.submit(RawCommand.of("AT+B"));
      time.advance(Duration.ofMillis(20));
      module.say("\r\nOK\r\n");
      assertThat(next.join()).isNotNull();
    }
  }

  /** Always due, and fails. */
  private static class Failing implements Activation {
    private final RuntimeException failure;

    Failing(RuntimeException failure) {
      this.failure = failure;
    }

    @Override
    public boolean isDue() {
      return true;
    }

    @Override
    public boolean isRunByCurrentThread() {
      return false;
    }

    @Override
    public void run() {
      throw failure;
    }
  }

  private Throwable failureBehind(RuntimeException failure) {
    try (AtChannel channel =
        AtChannel.open(new ScriptedTransport(), ChannelOptions.builder().scheduler(time).build())) {
      channel.activation(new Failing(failure));
      return requireNonNull(catchThrowable(() -> channel.execute(RawCommand.of("AT+DO=1"))));
    }
  }

  @Test
  void execute_whenWhatComesBeforeItFails_isNotTakenForItsOwnFailure() {
    for (RuntimeException failure :
        List.of(
            new CommandTimeoutException("AT+CFUN=1", true, "no answer"),
            new CommandInterruptedException("AT+CFUN=1", true, "interrupted"),
            new ChannelClosedException("AT+CFUN=1", true, true, "lost"),
            new DeadlineExceededException("AT+CFUN=1", true, "too late", null),
            new EncryptionLostException("AT+CFUN=1", true, "lost"),
            new ModuleRestartedException("AT+CFUN=1", true, "greeted"),
            new UnexpectedReplyException("AT+CFUN=1 makes no sense"))) {
      assertThat(failureBehind(failure))
          .isInstanceOfSatisfying(
              UnansweredCommandException.class,
              e -> {
                assertThat(e.command()).isEqualTo("AT+DO=1");
                assertThat(e.mayHaveBeenCarriedOut()).isFalse();
              })
          .hasMessageContainingAll("AT+DO=1 was not sent", failure.getMessage())
          .hasCause(failure);
    }
  }

  @Test
  void execute_whenTheModuleIsTooBusyForWhatComesBefore_saysSoForTheCommand() {
    AtError busy = AtError.parse("+CME ERROR: SEC busy").orElseThrow();
    ModuleBusyException failure = new ModuleBusyException("AT+CFUN=1", busy, "busy");
    assertThat(failureBehind(failure))
        .isInstanceOfSatisfying(
            ModuleBusyException.class,
            e -> {
              assertThat(e.command()).isEqualTo("AT+DO=1");
              assertThat(e.error()).isEqualTo(busy);
            })
        .hasMessageContaining("AT+DO=1 was not sent")
        .hasCause(failure);
  }

  @Test
  void execute_whenNothingAnswersBeforeIt_saysThatItWasNotSent() {
    TransientException failure = new TransientException("Nothing answered AT");
    assertThat(failureBehind(failure))
        .isInstanceOf(TransientException.class)
        .hasMessageContainingAll("AT+DO=1 was not sent", "Nothing answered AT")
        .hasCause(failure);
  }

  /** Fails, and meanwhile another caller gives a command; returns how often that was tried. */
  private int triesFor(RuntimeException failure, QueuedCommand first, QueuedCommand behind) {
    CommandQueue queue = new CommandQueue(lock, time, Optional.empty());
    AtomicInteger tries = new AtomicInteger();
    queue.activation(
        new Failing(failure) {
          @Override
          public void run() {
            if (tries.incrementAndGet() == 1) {
              queue.submit(behind);
            }
            super.run();
          }
        });
    lock.change(() -> queue.attach(new OnceFree()));
    queue.submit(first);
    while (firstCaller.runTask() || secondCaller.runTask()) {
      // Until no one has anything to do.
    }
    return tries.get();
  }

  private static QueuedCommand of(CallerThread caller) {
    return new QueuedCommand("port", RawCommand.of("AT+DO"), false, caller, 0);
  }

  @Test
  void activate_whenItFails_failsAllThatWait() {
    QueuedCommand first = of(firstCaller);
    QueuedCommand behind = of(secondCaller);
    assertThat(triesFor(new TransientException("nothing answers"), first, behind)).isEqualTo(1);
    assertThat(first.done).isCompletedExceptionally();
    assertThat(behind.done).isCompletedExceptionally();
  }

  @Test
  void activate_whenItFails_givesEachCallerAnExceptionOfItsOwn() {
    for (ThingsealException failure :
        List.of(
            new TransientException("nothing answers"),
            new ModuleRestartedException("AT+CFUN=1", true, "greeted"),
            new UnexpectedReplyException("makes no sense"),
            new PermanentException("has no chip-to-chip"),
            new InvalidInputException("a step without a command"),
            new PortGoneException("unplugged", null),
            new TransientException("of a kind that no one knows") {})) {
      QueuedCommand first = of(firstCaller);
      QueuedCommand behind = of(secondCaller);
      assertThat(triesFor(failure, first, behind)).isEqualTo(1);
      Throwable one = requireNonNull(catchThrowable(first.done::join)).getCause();
      Throwable other = requireNonNull(catchThrowable(behind.done::join)).getCause();

      assertThat(one).isNotSameAs(failure).isNotSameAs(other).hasSameClassAs(other);
      assertThat(List.of(one, other))
          .allSatisfy(
              told ->
                  assertThat(told)
                      .hasCause(failure)
                      .hasMessageContainingAll("AT+DO was not sent", failure.getMessage()));
    }
  }

  @Test
  void execute_whenWhatComesBeforeItCanNeverBeDone_failsForGood() {
    for (ThingsealException failure :
        List.of(
            new PermanentException("has no chip-to-chip"),
            new PermanentException("of a kind that no one knows") {})) {
      assertThat(failureBehind(failure)).isInstanceOf(PermanentException.class).hasCause(failure);
    }
  }

  @Test
  void execute_whenThePortIsGoneOrTheOptionsAreWrong_saysSoByTheKindOfTheFailure() {
    for (ThingsealException failure :
        List.of(
            new PortGoneException("unplugged", null),
            new PortUnusableException("no DTR", null),
            new AuthenticationException("the hook's"),
            new InvalidInputException("no command"))) {
      assertThat(failureBehind(failure)).hasSameClassAs(failure);
    }
  }

  @Test
  void activate_whenItFailsForEachOfManyThatHaveLimits_isTriedOnceForEach() {
    CommandQueue queue = new CommandQueue(lock, time, Optional.empty());
    AtomicInteger tries = new AtomicInteger();
    queue.activation(
        new Failing(new TransientException("nothing answers")) {
          @Override
          public void run() {
            tries.incrementAndGet();
            super.run();
          }
        });
    List<QueuedCommand> commands = new ArrayList<>();
    lock.change(() -> queue.attach(new OnceFree()));
    for (int i = 0; i < 20; i++) {
      commands.add(new QueuedCommand("port", new Impatient(), false, firstCaller, 0));
      queue.submit(commands.get(i));
    }
    while (firstCaller.runTask()) {
      // Until no one has anything to do.
    }
    assertThat(tries).hasValue(20);
    assertThat(commands).allSatisfy(command -> assertThat(command.done).isDone());
    assertThat(queue.isEmpty()).isTrue();
  }

  @Test
  void activate_whenThePortIsLost_isTriedAgainForTheOthers() {
    ChannelClosedException lost = new ChannelClosedException("AT+CFUN=1", true, true, "lost");
    assertThat(triesFor(lost, of(firstCaller), of(secondCaller))).isEqualTo(2);
  }

  @Test
  void activate_whenTheLimitOfItsCallerMayBeTheCause_isTriedAgainForTheOthers() {
    for (RuntimeException failure :
        List.of(
            new DeadlineExceededException("AT+CFUN=1", true, "too late", null),
            new ModuleBusyException(
                "AT+CFUN=1", AtError.parse("+CME ERROR: SEC busy").orElseThrow(), "busy"))) {
      QueuedCommand first = new QueuedCommand("port", new Impatient(), false, firstCaller, 0);
      assertThat(triesFor(failure, first, of(secondCaller))).isEqualTo(2);
    }
  }

  @Test
  void activate_whenItsCallerIsInterrupted_isTriedAgainForTheOthers() {
    Thread.currentThread().interrupt();
    int tries = triesFor(new TransientException("gave up"), of(firstCaller), of(secondCaller));
    assertThat(Thread.interrupted()).isTrue();
    assertThat(tries).isEqualTo(2);
  }

  @Test
  void activate_whenItFailsUnforeseen_isTriedAgainForTheOthers() {
    IllegalStateException failure = new IllegalStateException("a hook of the application's");
    assertThat(triesFor(failure, of(firstCaller), of(secondCaller))).isEqualTo(2);
  }
}
