package io.github.thingseal.at.channel;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.thingseal.at.command.InfoLine;
import io.github.thingseal.at.command.ReplyShape;
import io.github.thingseal.at.command.UnansweredCommandException;
import io.github.thingseal.at.internal.probe.Probe;
import io.github.thingseal.at.transport.Transport;
import io.github.thingseal.core.TransientException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * The queue and its connections, against a model of the module and the port: every order of events
 * up to a length. After each of them the port comes back, the module answers everything, and every
 * command must have ended.
 *
 * <p>All commands have replies of the same form, so that only the number in a reply shows whose it
 * is. The module answers what it heard in order, so that an answer after a time-out is a late one;
 * so it is after the loss of a port behind which the module runs on.
 */
class QueueModelTest {
  private static final int LENGTH = 6;
  private static final Duration TICK = Duration.ofMillis(50);
  private static final Duration TIME_LIMIT = Duration.ofSeconds(10);
  private static final Duration ABSENCE_LIMIT = Duration.ofMinutes(1);
  private static final String CONFIGURE = "AT+CONFIGURE";

  private enum Event {
    SUBMIT,
    SUBMIT_REPEATABLE,
    CANCEL,
    ANSWER,
    BUSY,
    UNSOLICITED_LINE,
    TIME_OUT,
    PORT_LOST,
    PORT_BACK,
    RESTART,
    CONFIGURATION_FAILS,
    CLOSE
  }

  @Test
  void queue_inEveryOrderOfEvents_keepsItsPromises() {
    assertThat(explore(List.of())).isGreaterThan(10_000);
  }

  private static int explore(List<Event> events) {
    World world = new World(events);
    List<Event> possible = Arrays.stream(Event.values()).filter(world::isPossible).toList();
    world.finish();
    int orders = 1;
    if (events.size() < LENGTH) {
      for (Event next : possible) {
        List<Event> longer = new ArrayList<>(events);
        longer.add(next);
        orders += explore(longer);
      }
    }
    return orders;
  }

  /** One command, and what its caller knows of it. */
  private record Submitted(
      int number, TestCommand command, QueuedCommand queued, CallerThread caller) {
    String line() {
      return command.line();
    }

    @Nullable Object outcome() {
      return queued
          .done
          .<Object>handle((lines, failure) -> failure == null ? lines : failure)
          .getNow(null);
    }
  }

  /** Callers, channel, port and module. */
  private static final class World implements Activation {
    private final List<Event> events;
    private final VirtualScheduler time = new VirtualScheduler();
    private final ChannelLock lock = new ChannelLock(time::execute);
    private final ChannelOptions options =
        ChannelOptions.builder().scheduler(time).executor(Runnable::run).build();
    private final UnsolicitedDispatcher unsolicited =
        new UnsolicitedDispatcher(lock, "model", 100, Runnable::run);
    private final Synchronization synchronization =
        new Synchronization(options.values.resyncAttempts);
    private final CommandQueue queue = new CommandQueue(lock, time, Optional.of(ABSENCE_LIMIT));

    private final List<Submitted> submitted = new ArrayList<>();
    private final Map<Submitted, Long> cancelled = new HashMap<>();
    private final List<String> heard = new ArrayList<>();
    private final List<String> refused = new ArrayList<>();
    private final Deque<String> unanswered = new ArrayDeque<>();
    private @Nullable Conversation connection;
    private boolean closed;
    private boolean due;
    private boolean activating;
    private boolean configurationFails;
    private int losses;
    private int said;
    private int listenedTo;

    World(List<Event> events) {
      this.events = events;
      queue.activation(this);
      unsolicited.subscribe("+CEREG", line -> listenedTo++);
      connect();
      events.forEach(this::happen);
    }

    boolean isPossible(Event event) {
      return switch (event) {
        case SUBMIT, SUBMIT_REPEATABLE -> submitted.size() < 3;
        case CANCEL -> oldest() != null;
        case ANSWER -> connection != null && !unanswered.isEmpty();
        case BUSY ->
            connection != null
                && unanswered.stream().findFirst().filter(World::isCommand).isPresent();
        case UNSOLICITED_LINE, RESTART, PORT_LOST -> connection != null;
        case TIME_OUT -> oldest() != null;
        case PORT_BACK -> connection == null && !closed;
        case CONFIGURATION_FAILS -> due && !configurationFails;
        case CLOSE -> !closed;
      };
    }

    private void happen(Event event) {
      switch (event) {
        case SUBMIT -> submit(false);
        case SUBMIT_REPEATABLE -> submit(true);
        case CANCEL -> cancel();
        case ANSWER -> answer();
        case BUSY -> {
          refused.add(unanswered.remove());
          say("+CME ERROR: SEC busy");
        }
        case UNSOLICITED_LINE -> {
          said++;
          say("+CEREG: 1");
        }
        case TIME_OUT -> time.advance(TIME_LIMIT);
        case PORT_LOST -> requireConnected().close("the port was lost");
        case PORT_BACK -> connect();
        case RESTART -> {
          unanswered.clear();
          due = true;
        }
        case CONFIGURATION_FAILS -> configurationFails = true;
        case CLOSE -> close();
      }
      tick();
    }

    // Callers.

    private void submit(boolean repeatable) {
      int number = submitted.size();
      TestCommand command = TestCommand.of("AT+X=" + number, ReplyShape.prefixed("+X", 1, 1));
      command = repeatable ? command.asRepeatable() : command;
      CallerThread caller = new CallerThread(new AtomicBoolean());
      QueuedCommand queued = new QueuedCommand("port", command, false, caller, time.nanoTime());
      submitted.add(new Submitted(number, command, queued, caller));
      queue.submit(queued);
    }

    private void cancel() {
      Submitted unwanted = oldest();
      if (unwanted != null) {
        boolean sent = queue.withdraw(unwanted.queued());
        if (!sent) {
          assertThat(times(heard, unwanted))
              .as("%s: cancelled unsent, heard %s", events, heard)
              .isEqualTo(times(refused, unwanted));
        }
        cancelled.put(unwanted, times(heard, unwanted));
      }
    }

    private @Nullable Submitted oldest() {
      return submitted.stream()
          .filter(each -> !each.queued().done.isDone() && !each.queued().withdrawn)
          .findFirst()
          .orElse(null);
    }

    // The activation.

    @Override
    public boolean isDue() {
      return due;
    }

    @Override
    public boolean isRunByCurrentThread() {
      return activating;
    }

    @Override
    public void run() {
      if (configurationFails) {
        configurationFails = false;
        throw new TransientException("not configured");
      }
      activating = true;
      try {
        QueuedCommand configure =
            new QueuedCommand("port", TestCommand.of(CONFIGURE), true, null, time.nanoTime());
        queue.submit(configure);
        for (int i = 0; i < 1000 && !configure.done.isDone(); i++) {
          time.advance(TICK);
          while (!unanswered.isEmpty()) {
            answer();
          }
        }
        if (configure.done.isCompletedExceptionally() || !configure.done.isDone()) {
          throw new TransientException("not configured");
        }
        due = false;
      } finally {
        activating = false;
      }
    }

    // Port and module.

    private void connect() {
      Conversation next =
          new Conversation(
              new Wire(), options, lock, queue, unsolicited, synchronization, this::lost);
      connection = next;
      synchronized (lock) {
        queue.attach(next);
      }
      lock.leave();
    }

    private void lost(String reason) {
      connection = null;
      losses++;
      due = true;
      if (!closed) {
        queue.detach();
      }
    }

    private void close() {
      closed = true;
      synchronized (lock) {
        queue.end(failures -> failures.closed("closed", false, false));
      }
      lock.leave();
      if (connection != null) {
        connection.close("closed");
      }
    }

    private Conversation requireConnected() {
      Conversation current = connection;
      if (current == null) {
        throw new IllegalStateException("no port");
      }
      return current;
    }

    private void answer() {
      String line = unanswered.remove();
      if (isCommand(line)) {
        say("+X: " + line.substring(line.indexOf('=') + 1), "OK");
      } else if (line.equals(Probe.ERROR_REPORTS.line())) {
        say("+CMEE: 2", "OK");
      } else {
        say("OK");
      }
    }

    private void say(String... lines) {
      byte[] bytes = ScriptedModem.text(lines).getBytes(ISO_8859_1);
      requireConnected().receive(bytes, bytes.length);
    }

    private void tick() {
      time.advance(TICK);
      for (Submitted each : submitted) {
        while (each.caller().runTask()) {
          time.advance(TICK);
        }
      }
    }

    private static boolean isCommand(String line) {
      return line.startsWith("AT+X=");
    }

    private static long times(List<String> lines, Submitted command) {
      return lines.stream().filter(command.line()::equals).count();
    }

    private void hear(String line) {
      heard.add(line);
      unanswered.add(line);
      if (isCommand(line)) {
        assertThat(due && !activating).as("%s: sent before the activation", events).isFalse();
      }
    }

    // What must hold.

    /** The port is there and the module answers: nothing may be left waiting. */
    void finish() {
      if (connection == null && !closed) {
        connect();
      }
      for (int i = 0; i < 1000 && isAnyoneWaiting(); i++) {
        tick();
        while (connection != null && !unanswered.isEmpty()) {
          answer();
        }
      }
      assertThat(oldest()).as("%s: a command was lost", events).isNull();
      assertThat(listenedTo).as("%s: unsolicited lines", events).isEqualTo(said);
      submitted.forEach(this::check);
      close();
      time.advance(TICK);
      assertThat(time.pending()).as("%s: timers that nothing needs", events).isZero();
    }

    private boolean isAnyoneWaiting() {
      return submitted.stream().anyMatch(each -> !each.queued().done.isDone());
    }

    private void check(Submitted each) {
      long times = times(heard, each);
      long mayBeSent = each.command().repeatable() ? 1 + times(refused, each) + losses : 1;
      assertThat(times)
          .as("%s: %s was sent too often", events, each.line())
          .isLessThanOrEqualTo(mayBeSent);
      Object outcome = each.outcome();
      if (cancelled.containsKey(each)) {
        assertThat(times)
            .as("%s: %s was sent after it was cancelled", events, each.line())
            .isEqualTo(cancelled.get(each));
        assertThat(outcome).as("%s: what waits for %s never ends", events, each.line()).isNotNull();
      } else if (outcome instanceof Throwable failure) {
        checkFailure(each, failure, times);
      } else if (outcome instanceof List<?> lines) {
        assertThat(lines).as("%s: reply to %s, heard %s", events, each.line(), heard).hasSize(1);
        assertThat(((InfoLine) lines.get(0)).text(0))
            .as("%s: %s has another's reply", events, each.line())
            .isEqualTo(String.valueOf(each.number()));
      }
    }

    /** What may have been carried out says so; what the module refused was not. */
    private void checkFailure(Submitted each, Throwable failure, long times) {
      if (!(failure instanceof UnansweredCommandException lost && lost.mayHaveBeenCarriedOut())) {
        assertThat(times(refused, each))
            .as("%s: %s was sent, heard %s, %s", events, each.line(), heard, failure)
            .isEqualTo(times);
      }
    }

    /** What the host writes, a line at a time. */
    private final class Wire implements Transport {
      @Override
      public String name() {
        return "model";
      }

      @Override
      public int read(byte[] buffer) {
        throw new IllegalStateException("the model reads");
      }

      @Override
      public void write(byte[] bytes, int offset, int length) {
        hear(new String(bytes, offset, length, ISO_8859_1).strip());
      }

      @Override
      public void close() {}
    }
  }
}
