package io.github.thingseal.at.mux;

import io.github.thingseal.at.channel.Scheduler;
import io.github.thingseal.at.internal.text.Numbers;
import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.internal.arguments.Arguments;
import java.time.Duration;

/** Options of a multiplexer. Immutable; {@link #defaults()} suits u-blox modules. */
public final class MuxOptions {
  final Duration startDelay;
  final Duration settleTime;
  final int attempts;
  final Duration answerLimit;
  final Duration quietLimit;
  final int bufferBytes;
  final Scheduler scheduler;

  private MuxOptions(Builder parts) {
    this.startDelay = parts.startDelay;
    this.settleTime = parts.settleTime;
    this.attempts = parts.attempts;
    this.answerLimit = parts.answerLimit;
    this.quietLimit = parts.quietLimit;
    this.bufferBytes = parts.bufferBytes;
    this.scheduler = parts.scheduler;
  }

  /** {@return the options that {@link Builder} names as default} */
  public static MuxOptions defaults() {
    return builder().build();
  }

  /** {@return a builder that has the defaults} */
  public static Builder builder() {
    return new Builder();
  }

  /** Builds options. */
  public static final class Builder {
    private Duration startDelay = Duration.ofMillis(100);
    private Duration settleTime = Duration.ofMillis(750);
    private int attempts = 3;
    private Duration answerLimit = Duration.ofSeconds(1);
    private Duration quietLimit = Duration.ofSeconds(5);
    private int bufferBytes = 64 * 1024;
    private Scheduler scheduler = Scheduler.system();

    private Builder() {}

    /**
     * Sets the pause between the {@code OK} of {@code AT+CMUX} and the first frame. Evidence of the
     * default: published (ubxlib); some modems were seen to deadlock below 400 ms.
     *
     * @param pause the pause, 100 ms by default
     * @return this builder
     * @throws InvalidInputException if it is negative
     */
    public Builder startDelay(Duration pause) {
      this.startDelay = Arguments.notNegative(pause, "pause");
      return this;
    }

    /**
     * Sets the pause between the opening of a channel and its use, in which modules send what they
     * have stored. Evidence of the default: published (ubxlib).
     *
     * @param pause the pause, 750 ms by default
     * @return this builder
     * @throws InvalidInputException if it is negative
     */
    public Builder settleTime(Duration pause) {
      this.settleTime = Arguments.notNegative(pause, "pause");
      return this;
    }

    /**
     * Sets how often the module is asked to open something, and how long each answer may take.
     * Evidence of the defaults: assumed.
     *
     * @param times 1 or more, 3 by default
     * @param limit how long each may stay without answer, more than zero, 1 s by default
     * @return this builder
     * @throws InvalidInputException if a number is out of range
     */
    public Builder attempts(int times, Duration limit) {
      this.attempts = Numbers.atLeast(1, times, "times");
      this.answerLimit = Arguments.positive(limit, "limit");
      return this;
    }

    /**
     * Sets after how much silence the SDK asks a module on the control channel whether it still
     * multiplexes; the silence counts from the last bytes that were sent. It asks at once when text
     * comes outside of frames, as from a module that has restarted. The question is {@code TEST} of
     * 3GPP 27.010, to which even a module that does not know it answers. If it has no answer as
     * often and as long as {@link #attempts} says, or comes back as it was sent, the channels end.
     * Evidence: derived (the question), assumed (the time).
     *
     * @param limit how long, 5 s by default; zero to never ask, and notice nothing
     * @return this builder
     * @throws InvalidInputException if it is negative
     */
    public Builder askAfterSilence(Duration limit) {
      this.quietLimit = Arguments.notNegative(limit, "limit");
      return this;
    }

    /**
     * Sets how much may wait to be read from each channel. At half of it the module is asked to
     * pause that channel; what comes beyond the whole is dropped and {@linkplain
     * MultiplexedPort#droppedBytes() counted}, so that the other channels go on.
     *
     * @param bytes 1,024 or more; 65,536 by default
     * @return this builder
     * @throws InvalidInputException if it is too small
     */
    public Builder bufferBytes(int bytes) {
      this.bufferBytes = Numbers.atLeast(1024, bytes, "bytes");
      return this;
    }

    /**
     * Sets the time that the multiplexer lives in; {@link Scheduler#system()} by default.
     *
     * @param scheduler the clock and timer; the multiplexer does not close it
     * @return this builder
     */
    public Builder scheduler(Scheduler scheduler) {
      this.scheduler = Arguments.required(scheduler, "scheduler");
      return this;
    }

    /** {@return the options} */
    public MuxOptions build() {
      return new MuxOptions(this);
    }
  }
}
