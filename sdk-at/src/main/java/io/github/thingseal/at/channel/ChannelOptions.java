package io.github.thingseal.at.channel;

import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.internal.arguments.Arguments;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;

/** Options of a channel. Immutable; the defaults suit all modules on a plain UART. */
public final class ChannelOptions {
  private static final ChannelOptions DEFAULTS = new ChannelOptions(new Values());

  final Values values;

  private ChannelOptions(Values values) {
    this.values = values.copy();
  }

  /** What can be set, with its defaults. */
  static final class Values implements Cloneable {
    Duration pacing = Duration.ofMillis(20);
    Duration promptDelay = Duration.ofMillis(50);
    Duration payloadGuard = Duration.ofSeconds(25);
    Duration resyncTimeLimit = Duration.ofSeconds(5);
    int resyncAttempts = 3;
    Duration busyRetryDelay = Duration.ofSeconds(5);
    int busyRetries = 3;
    int unsolicitedQueueSize = 1000;
    int maxReplyLines = 10_000;
    int maxReplyBytes = 4 * 1024 * 1024;
    WakeUp wakeUp = WakeUp.none();
    Optional<String> greeting = Optional.empty();
    Duration greetingDelay = Duration.ofSeconds(1);
    Scheduler scheduler = Scheduler.system();
    Executor executor = Workers.SHARED;
    List<ChannelListener> listeners = new ArrayList<>();

    /** u-blox modules report the master secrets of TLS sessions with this one. */
    Set<String> secretPrefixes = new HashSet<>(Set.of("+UUSECPRF"));

    private Values copy() {
      try {
        Values copy = (Values) clone();
        copy.listeners = new ArrayList<>(listeners);
        copy.secretPrefixes = new HashSet<>(secretPrefixes);
        return copy;
      } catch (CloneNotSupportedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** {@return options with the defaults that {@link Builder} names} */
  public static ChannelOptions defaults() {
    return DEFAULTS;
  }

  /** {@return a builder that has the defaults} */
  public static Builder builder() {
    return new Builder(new Values());
  }

  /** {@return a builder that has these options} */
  public Builder toBuilder() {
    return new Builder(values);
  }

  /** {@return the pause after any line from the module before the next command} */
  public Duration pacing() {
    return values.pacing;
  }

  /** {@return how a sleeping UART is woken, {@link WakeUp#none()} if it never sleeps} */
  public WakeUp wakeUp() {
    return values.wakeUp;
  }

  /** {@return what the module says when it has started, empty if that is not known} */
  public Optional<String> greeting() {
    return values.greeting;
  }

  /** {@return the time that the channel lives in} */
  public Scheduler scheduler() {
    return values.scheduler;
  }

  /** Builds options. */
  public static final class Builder {
    private final Values values;

    private Builder(Values values) {
      this.values = values.copy();
    }

    /**
     * Sets the pause after any line from the module before the next command. Evidence of the
     * default: published (SARA-R5 application development guide).
     *
     * @param pause the pause, 20 ms by default; some SARA-R4 firmware needs 100 ms
     * @return this builder
     */
    public Builder pacing(Duration pause) {
      values.pacing = Arguments.notNegative(pause, "pause");
      return this;
    }

    /**
     * Sets the pause between a prompt and its payload. Evidence of the default: published (ubxlib).
     *
     * @param pause the pause, 50 ms by default
     * @return this builder
     */
    public Builder promptDelay(Duration pause) {
      values.promptDelay = Arguments.notNegative(pause, "pause");
      return this;
    }

    /**
     * Sets how long the channel stays silent after a late prompt, or after a payload of which a
     * part was lost. The module would take whatever it receives then for the payload. The module
     * gives up on its own, or gets the next command after this time. Evidence of the default:
     * assumed, a little more than the 20 s after which modules are taken to give up.
     *
     * @param silence the time, 25 s by default; zero to speak at once
     * @return this builder
     */
    public Builder payloadGuard(Duration silence) {
      values.payloadGuard = Arguments.notNegative(silence, "silence");
      return this;
    }

    /**
     * Sets how the channel gets in step after a time-out, or after another ending that the
     * command's reply does not explain. It asks {@code AT+CMEE?}, whose answer is known by its
     * form, or {@code AT} if the module refuses that. Evidence of the defaults: assumed.
     *
     * @param attempts how many probes before the next command fails, 3 by default
     * @param timeLimit how long each may stay without answer, 5 s by default
     * @return this builder
     */
    public Builder resync(int attempts, Duration timeLimit) {
      values.resyncAttempts = atLeast(1, "The number of probes", attempts);
      values.resyncTimeLimit = Arguments.notNegative(timeLimit, "timeLimit");
      return this;
    }

    /**
     * Sets how often a repeatable command is repeated after {@code SEC busy} or {@code SIM busy}.
     * Evidence of the defaults: published (ubxlib).
     *
     * @param retries how often, 3 by default
     * @param delay the pause before each, 5 s by default
     * @return this builder
     */
    public Builder busyRetries(int retries, Duration delay) {
      values.busyRetries = atLeast(0, "The number of retries", retries);
      values.busyRetryDelay = Arguments.notNegative(delay, "delay");
      return this;
    }

    /**
     * Sets how many unsolicited lines may wait for slow listeners; more are dropped and counted, as
     * are those beyond 1 MiB.
     *
     * @param lines how many, 1000 by default
     * @return this builder
     */
    public Builder unsolicitedQueueSize(int lines) {
      values.unsolicitedQueueSize = atLeast(1, "The queue of unsolicited lines", lines);
      return this;
    }

    /**
     * Limits the length of one answer. If a module, or another device at the port, does not stop to
     * answer, it costs a command and not the memory of the process. The command fails with a {@link
     * io.github.thingseal.at.command.ReplyTooLongException}. Evidence of the defaults: assumed, far
     * above the longest answers known, which are lists of some hundred lines and certificates of
     * some kilobytes.
     *
     * @param lines how many information lines, 10,000 by default
     * @param bytes how many bytes they have together, with 16 more for each parameter; 4 MiB by
     *     default
     * @return this builder
     */
    public Builder maxReply(int lines, int bytes) {
      values.maxReplyLines = atLeast(1, "The lines of an answer", lines);
      values.maxReplyBytes = atLeast(1, "The bytes of an answer", bytes);
      return this;
    }

    /**
     * Wakes the module's UART before commands; off by default. Unless it is set here, the module
     * facade sets it when power saving is turned on. It also sets it when a question of the
     * start-up had no answer, until it is certain that the UART never sleeps.
     *
     * @param settings when and how
     * @return this builder
     */
    public Builder wakeUp(WakeUp settings) {
      values.wakeUp = Arguments.required(settings, "settings");
      return this;
    }

    /**
     * Names the greeting that the module is set to ({@code AT+CSGT}). If it comes while a command
     * waits for its answer, the command fails at once with a {@link
     * io.github.thingseal.at.command.ModuleRestartedException}, and not at its time limit. {@link
     * io.github.thingseal.at.module.ModuleOptions.Builder#setGreeting} sets the module to it, too.
     *
     * @param text as it comes; none by default
     * @return this builder
     */
    public Builder greeting(String text) {
      values.greeting = Optional.of(Arguments.required(text, "text"));
      return this;
    }

    /**
     * Sets how soon after a command the greeting may come without ending the wait for the answer. A
     * module that detects the baud rate greets when it hears the first command, and answers it.
     * Evidence of the default: assumed.
     *
     * @param delay the time, 1 s by default
     * @return this builder
     */
    public Builder greetingDelay(Duration delay) {
      values.greetingDelay = Arguments.notNegative(delay, "delay");
      return this;
    }

    /**
     * Sets the time that the channel lives in; real time by default.
     *
     * @param scheduler the clock and timer; the channel does not close it
     * @return this builder
     */
    public Builder scheduler(Scheduler scheduler) {
      values.scheduler = Arguments.required(scheduler, "scheduler");
      return this;
    }

    /**
     * Sets where the application's code runs: replies of {@link AtChannel#submit} are read there,
     * stages of their futures run there, and listeners for unsolicited lines.
     *
     * <p>{@code Runnable::run} is the quickest, for programs that never block: then all of it runs
     * on the thread that reads the port, and must neither wait nor call {@link AtChannel#execute}.
     *
     * <p>What the executor refuses, because it was shut down or is full, runs on the channel's own
     * threads, and a warning is logged: no reply that has come is lost.
     *
     * @param executor threads that all channels of the process share, by default, as many as are
     *     needed at the same time; the channel does not close it
     * @return this builder
     */
    public Builder executor(Executor executor) {
      values.executor = Arguments.required(executor, "executor");
      return this;
    }

    /**
     * Adds someone who watches the channel.
     *
     * @param listener the listener
     * @return this builder
     */
    public Builder listener(ChannelListener listener) {
      values.listeners.add(Arguments.required(listener, "listener"));
      return this;
    }

    /**
     * Redacts unsolicited lines in logs and traces; {@code +UUSECPRF}, which may hold the master
     * secret of a TLS session, always is.
     *
     * @param prefix the prefix without colon
     * @return this builder
     */
    public Builder secretPrefix(String prefix) {
      values.secretPrefixes.add(Arguments.required(prefix, "prefix"));
      return this;
    }

    /** {@return the options} */
    public ChannelOptions build() {
      return new ChannelOptions(values);
    }

    private static int atLeast(int least, String what, int number) {
      if (number < least) {
        throw new InvalidInputException(what + " must be " + least + " or more, not " + number);
      }
      return number;
    }
  }
}
