package io.github.thingseal.at.module;

import io.github.thingseal.at.c2c.C2cKeys;
import io.github.thingseal.at.channel.ChannelOptions;
import io.github.thingseal.at.command.device.SetGreeting;
import io.github.thingseal.at.command.device.SetUartPowerSaving;
import io.github.thingseal.at.internal.text.Numbers;
import io.github.thingseal.at.transport.FlowControl;
import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.internal.arguments.Arguments;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Options for opening and driving a module. Immutable; {@link #standard()} suits most. */
public final class ModuleOptions {
  final Optional<ModuleFamily> family;
  final Optional<C2cKeys> encryption;
  final FlowControl flowControl;
  final AssumedSyntax assumedSyntax;
  final Recovery recovery;
  final boolean closesStaleMux;
  final int maxPlaintextBytes;
  final ChannelOptions channel;

  /** The greeting that is watched for, if it is also to be set. */
  final Optional<SetGreeting> greetingToSet;

  private final Optional<Function<ModuleFamily, List<StartUpStep>>> configuration;
  private final Function<ModuleFamily, SetUartPowerSaving> powerSaving;

  private ModuleOptions(Builder from) {
    family = from.family;
    encryption = from.encryption;
    flowControl = from.flowControl;
    assumedSyntax = from.assumedSyntax;
    recovery = from.recovery;
    closesStaleMux = from.closesStaleMux;
    maxPlaintextBytes = from.maxPlaintextBytes;
    channel =
        from.greeting
            .map(text -> from.channel.toBuilder().greeting(text).build())
            .orElse(from.channel);
    greetingToSet = from.greeting.map(text -> new SetGreeting(from.greeting));
    configuration = from.configuration;
    powerSaving = from.powerSaving;
  }

  /** {@return the options that {@link Builder} names as default} */
  public static ModuleOptions standard() {
    return builder().build();
  }

  /** {@return a new builder with the defaults} */
  public static Builder builder() {
    return new Builder();
  }

  List<StartUpStep> configuration(ModuleFamily driven) {
    return configuration
        .map(steps -> checked(steps.apply(driven)))
        .orElseGet(() -> StartUpStep.standard(driven, flowControl, powerSaving.apply(driven)));
  }

  private static List<StartUpStep> checked(@Nullable List<StartUpStep> steps) {
    String method = "The function of configuration";
    return List.copyOf(Arguments.requiredElements(Arguments.returned(steps, method), "steps"));
  }

  /** What is done when so many commands in a row had no answer; 0 for never. */
  record Recovery(int afterTimeouts, Runnable hook) {}

  /** The pause before commands: what the caller wants, or the family if that is longer. */
  Duration pacing(ModuleFamily driven) {
    Duration wanted = channel.pacing();
    return wanted.compareTo(driven.data.pacing) > 0 ? wanted : driven.data.pacing;
  }

  /** Builds options. */
  public static final class Builder {
    private Optional<ModuleFamily> family = Optional.empty();
    private Optional<Function<ModuleFamily, List<StartUpStep>>> configuration = Optional.empty();
    private Optional<C2cKeys> encryption = Optional.empty();
    private FlowControl flowControl = FlowControl.NONE;
    private Function<ModuleFamily, SetUartPowerSaving> powerSaving =
        family -> SetUartPowerSaving.off();
    private int maxPlaintextBytes = 900;
    private ChannelOptions channel = ChannelOptions.defaults();
    private AssumedSyntax assumedSyntax = AssumedSyntax.standard();
    private Optional<String> greeting = Optional.empty();
    private Recovery recovery = new Recovery(0, () -> {});
    private boolean closesStaleMux = true;

    private Builder() {}

    /**
     * Drives the module as one of this family, whatever it says; with {@link ModuleFamily#UNKNOWN}
     * nothing is refused for a missing capability.
     *
     * @param family the family; read from {@code AT+CGMM} by default
     * @return this builder
     */
    public Builder family(ModuleFamily family) {
      this.family = Optional.of(Arguments.required(family, "family"));
      return this;
    }

    /**
     * Configures the module otherwise after {@code ATE0}, {@code ATV1} and {@code AT+CMEE=2}.
     *
     * @param steps makes the steps for a family; {@link StartUpStep#standard} by default, which
     *     ends with the radio off
     * @return this builder
     */
    public Builder configuration(Function<ModuleFamily, List<StartUpStep>> steps) {
      this.configuration = Optional.of(Arguments.required(steps, "steps"));
      return this;
    }

    /**
     * Encrypts the line by chip-to-chip, from the start on and again whenever the module has
     * restarted. A module that a program left in a session of these keys is driven within it; any
     * other is configured in the clear and then made to open one. From then on nothing but such a
     * configuration is said in the clear, unless the caller says {@link ChipToChip#close} or {@link
     * ChipToChip#sessionLost}, and then until the module is configured the next time.
     *
     * <p>If the session cannot be opened, neither can the module: {@link
     * CapabilityAbsentException}, {@link io.github.thingseal.at.command.CommandRejectedException}.
     * After a restart every command tries again, and fails with the reason. To be found in a
     * session that it is not in costs the module nothing but a frame that it ignores. Evidence:
     * derived (a module in a session ignores what is no frame, one in the clear ignores what is no
     * command).
     *
     * @param keys the keys of a pairing; they stay the caller's, who closes them, though not before
     *     the module was opened. The module takes a copy and wipes it when it is closed
     * @return this builder
     */
    public Builder encryption(C2cKeys keys) {
      this.encryption = Optional.of(Arguments.required(keys, "keys"));
      return this;
    }

    /**
     * Sets the flow control of the module's UART.
     *
     * @param control none by default; by RTS and CTS only where both are wired
     * @return this builder
     */
    public Builder flowControl(FlowControl control) {
      this.flowControl = Arguments.required(control, "control");
      return this;
    }

    /**
     * Lets the module's UART sleep when the line is idle, in the way that {@link
     * ModuleFamily#uartPowerSaving()} names, and wakes it before commands.
     *
     * @param sleeps false by default
     * @return this builder
     */
    public Builder uartSleeps(boolean sleeps) {
      this.powerSaving =
          sleeps ? ModuleFamily::uartPowerSaving : family -> SetUartPowerSaving.off();
      return this;
    }

    /**
     * Lets the module's UART sleep in a certain way, and wakes it before commands; as {@link
     * Power#saveUartPower}, from the start. A port without the line that it takes is refused when
     * the module is opened.
     *
     * @param saving off by default
     * @return this builder
     */
    public Builder uartPowerSaving(SetUartPowerSaving saving) {
      Arguments.required(saving, "saving");
      this.powerSaving = family -> saving;
      return this;
    }

    /**
     * Sets the longest plaintext that the module is given to encrypt. Evidence of the default:
     * assumed, no source gives the limit of any module.
     *
     * @param bytes 1 or more, 900 by default
     * @return this builder
     * @throws InvalidInputException if it is not positive
     */
    public Builder maxPlaintextBytes(int bytes) {
      this.maxPlaintextBytes = Numbers.atLeast(1, bytes, "bytes");
      return this;
    }

    /**
     * Sets how the channel behaves, and the time that module and channel live in.
     *
     * @param options the options; their pacing is raised to what the family needs
     * @return this builder
     */
    public Builder channel(ChannelOptions options) {
      this.channel = Arguments.required(options, "options");
      return this;
    }

    /**
     * Replaces commands that the vendor did not publish.
     *
     * @param syntax the commands, {@link AssumedSyntax#standard()} by default
     * @return this builder
     */
    public Builder assumedSyntax(AssumedSyntax syntax) {
      this.assumedSyntax = Arguments.required(syntax, "syntax");
      return this;
    }

    /**
     * Sets the module's greeting ({@code AT+CSGT}) at each start-up, and watches for it as {@link
     * ChannelOptions.Builder#greeting} does, so that a restart is noticed before anything is sent.
     * A module that detects its baud rate greets only after the first {@code AT}; one that refuses
     * the greeting is used without. Evidence: published; that it lasts beyond the start derived.
     *
     * @param text printable ASCII without quotes and commas, nothing that the module says otherwise
     * @return this builder
     * @throws InvalidInputException if a command line cannot carry it
     */
    public Builder setGreeting(String text) {
      Arguments.required(text, "text");
      String unused = new SetGreeting(Optional.of(text)).line();
      this.greeting = Optional.of(text);
      return this;
    }

    /**
     * Does something about a module that does not answer, such as a power cycle, and configures it
     * again afterwards. Done before the next command, on the thread that sends it, and again before
     * each later one until the module could be configured.
     *
     * <p>The questions that the SDK asks before a command count, too, such as {@code AT} before it
     * configures the module or opens the session of {@link #encryption}. One command may count
     * several times then, also the first after {@link Power#off}.
     *
     * @param timeouts how many commands in a row must have had no answer, 1 or more
     * @param hook what is done; it must not use the module
     * @return this builder
     * @throws InvalidInputException if the number is not positive
     */
    public Builder recoverAfter(int timeouts, Runnable hook) {
      this.recovery =
          new Recovery(Numbers.atLeast(1, timeouts, "timeouts"), Arguments.required(hook, "hook"));
      return this;
    }

    /**
     * Frees a module that accepts only multiplexer frames, because a program ended without closing
     * its multiplexer. If the first {@code AT} of the start-up has no answer, the frame that closes
     * a multiplexer is sent once before the next. To any other module it is eight odd bytes before
     * a command line, which are skipped or answered {@code ERROR}. Evidence: derived (frame and
     * stray bytes published).
     *
     * @param closing true by default
     * @return this builder
     */
    public Builder closeStaleMux(boolean closing) {
      this.closesStaleMux = closing;
      return this;
    }

    /**
     * Builds the options.
     *
     * @return the options
     * @throws InvalidInputException if RTS is to both wake the UART and control the flow
     */
    public ModuleOptions build() {
      WakeUps.check(powerSaving.apply(ModuleFamily.UNKNOWN), flowControl);
      return new ModuleOptions(this);
    }
  }
}
