package io.github.thingseal.at.module;

import io.github.thingseal.at.command.AtCommand;
import io.github.thingseal.at.command.CommandRejectedException;
import io.github.thingseal.at.command.CommandTimeoutException;
import io.github.thingseal.at.command.DeadlineExceededException;
import io.github.thingseal.at.command.FixedCommand;
import io.github.thingseal.at.command.GarbledReplyException;
import io.github.thingseal.at.command.ModuleBusyException;
import io.github.thingseal.at.command.ModuleRestartedException;
import io.github.thingseal.at.command.ResultInDoubtException;
import io.github.thingseal.at.command.UnansweredCommandException;
import io.github.thingseal.at.command.device.Identification;
import io.github.thingseal.at.command.device.ReadUartPowerSaving;
import io.github.thingseal.at.internal.line.ProbeCommand;
import io.github.thingseal.at.internal.mux.StaleMultiplexer;
import io.github.thingseal.at.internal.probe.Probe;
import io.github.thingseal.core.ThingsealException;
import io.github.thingseal.core.TransientException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is sent to a module before it is used: is it there, how is it to answer, which family is it,
 * then the configuration of that family. All of it is lost when the module restarts.
 */
final class StartUp {
  private static final Logger LOG = LoggerFactory.getLogger(StartUp.class);

  private static final int ALIVE_TRIES = 10;
  private static final int STEP_TRIES = 3;

  /**
   * Between what ends a multiplexer and the next command; the longest pause that any model needs.
   */
  private static final Duration AFTER_CLOSE_DOWN = Duration.ofMillis(100);

  private final ModuleContext context;
  private final ModuleOptions options;
  private final RestartDetector detector;
  private final Set<String> unanswered = new LinkedHashSet<>();

  StartUp(ModuleContext context, RestartDetector detector) {
    this.context = context;
    this.detector = detector;
    this.options = context.options;
  }

  /** The shortest question whether a module is there. */
  static AtCommand<?> attention(Duration limit) {
    return new ProbeCommand(Probe.ATTENTION, limit);
  }

  /** Asks it once; any complete answer, an error too, says that the module is there. */
  static boolean isAnswered(ModuleContext context) {
    try {
      context.execute(attention(ModuleFamily.RESPONSE_LIMIT));
      return true;
    } catch (CommandRejectedException | ModuleBusyException e) {
      LOG.debug("{} answers AT, though with an error", context.name());
      return true;
    } catch (CommandTimeoutException
        | GarbledReplyException
        | ModuleRestartedException
        | ResultInDoubtException e) {
      return false;
    }
  }

  /** Configures a module that has answered {@code AT}; a failure names what had no answer. */
  void run() {
    unanswered.clear();
    try {
      configure();
    } catch (CommandTimeoutException e) {
      CommandTimeoutException named =
          new CommandTimeoutException(e.command(), e.mayHaveBeenCarriedOut(), fellSilent(e));
      named.initCause(e);
      throw named;
    } catch (DeadlineExceededException e) {
      throw new DeadlineExceededException(e.command(), e.mayHaveBeenCarriedOut(), fellSilent(e), e);
    }
  }

  private String fellSilent(UnansweredCommandException e) {
    String without =
        unanswered.isEmpty() ? "" : "no answer came to " + String.join(", ", unanswered) + ". ";
    return context.name() + " answered AT, and was not configured: " + without + e.getMessage();
  }

  private void configure() {
    detector.echoes(!prefers(FixedCommand.ECHO_OFF));
    boolean unused = prefers(FixedCommand.VERBOSE_RESULTS);
    reportErrors();
    identify();
    options.configuration(context.family()).forEach(this::take);
    options.greetingToSet.map(StartUpStep::optional).ifPresent(this::take);
    context.powerSavingWanted.map(StartUpStep::optional).ifPresent(this::take);
    askWhetherItSleeps();
  }

  /** After a lost answer each pause costs an {@code AT}, until the module says that it is awake. */
  private void askWhetherItSleeps() {
    if (context.isSuspectedAsleep()
        && tried(new ReadUartPowerSaving()).filter(saving -> saving.mode() == 0).isPresent()) {
      context.neverSleeps();
    }
  }

  /** What is said with echo, and answered with numbers, is understood as well. */
  private boolean prefers(AtCommand<?> language) {
    boolean accepted = accepts(language);
    if (!accepted) {
      LOG.info("{} refuses {}, and is understood without it", context.name(), language.line());
    }
    return accepted;
  }

  /** A module that gives no reasons is a module, too. */
  private void reportErrors() {
    boolean reporting =
        accepts(FixedCommand.ERRORS_AS_TEXT) || accepts(FixedCommand.ERRORS_AS_NUMBERS);
    if (detector.reportsErrors(reporting) && !reporting) {
      LOG.warn(
          "{} refuses AT+CMEE: its errors come without reasons, and whether it has restarted shows"
              + " by its echo and its greeting only",
          context.name());
    }
  }

  private boolean accepts(AtCommand<?> setting) {
    try {
      repeated(setting);
      return true;
    } catch (CommandRejectedException e) {
      LOG.debug("{}: {}", context.name(), e.getMessage());
      return false;
    }
  }

  void awaitAnswer() {
    context.channel.pacing(options.pacing(options.family.orElse(ModuleFamily.UNKNOWN)));
    Duration limit = ModuleFamily.RESPONSE_LIMIT.multipliedBy(ALIVE_TRIES);
    long start = context.clock.nanoTime();
    for (int i = 1; i <= ALIVE_TRIES && context.clock.since(start).compareTo(limit) < 0; i++) {
      if (isAnswered(context)) {
        return;
      }
      LOG.debug("{} did not answer AT, try {} of {}", context.name(), i, ALIVE_TRIES);
      if (i == 1) {
        context.mayBeAsleep();
        closeStaleMultiplexer();
      }
    }
    throw new TransientException(
        String.format(
            "Nothing at %s answered AT in %s s. Is the module powered and booted, is this its AT"
                + " port, and do baud rate and flow control match? One that a program left in a"
                + " chip-to-chip session answers to ModuleOptions.encryption with the keys of that"
                + " session only",
            context.name(), context.clock.since(start).toSeconds()));
  }

  /**
   * A program that ended without closing its multiplexer left a module that hears frames only. Not
   * sent before the first {@code AT}, by which a module may find its speed. If the line does not
   * take the bytes, the next command reports it.
   */
  private void closeStaleMultiplexer() {
    if (options.closesStaleMux) {
      StaleMultiplexer.close(
          context.line.transport(), ModuleFamily.RESPONSE_LIMIT, options.channel.scheduler());
      context.pause(AFTER_CLOSE_DOWN, "AT");
    }
  }

  private void identify() {
    Optional<String> model =
        options.family.isPresent()
            ? tried(Identification.MODEL)
            : Optional.of(repeated(Identification.MODEL));
    Optional<String> product = tried(Identification.PRODUCT).or(() -> model);
    ModuleFamily family =
        options.family.or(() -> model.map(ModuleFamily::ofModel)).orElse(ModuleFamily.UNKNOWN);
    context.channel.pacing(options.pacing(family));
    context.identify(
        family,
        family.data.capabilities(
            product
                .flatMap(ProductVersion::ofProduct)
                .or(() -> model.flatMap(ProductVersion::ofProduct))));
    LOG.debug("{} is a {}, driven as {}", context.name(), product.orElse("?"), family);
  }

  private void take(StartUpStep step) {
    if (step.essential()) {
      repeated(step.command());
    } else {
      tried(step.command());
    }
  }

  private <R> Optional<R> tried(AtCommand<R> command) {
    try {
      return Optional.of(repeated(command));
    } catch (ThingsealException e) {
      if (ModuleContext.isTheEnd(e) || hasFallenSilent(e)) {
        throw e;
      }
      LOG.debug("{}: start-up goes on without it: {}", context.name(), e.getMessage());
      return Optional.empty();
    }
  }

  /** A module that does not even answer probes leaves what comes next without answer, too. */
  private static boolean hasFallenSilent(ThingsealException e) {
    return e instanceof CommandTimeoutException timeout && !timeout.mayHaveBeenCarriedOut();
  }

  private <R> R repeated(AtCommand<R> command) {
    int tries = command.repeatable() ? STEP_TRIES : 1;
    return context.retry(tries, Duration.ZERO, ModuleContext::mayPass, () -> noted(command));
  }

  private <R> R noted(AtCommand<R> command) {
    try {
      return context.execute(command);
    } catch (CommandTimeoutException | DeadlineExceededException e) {
      if (e.mayHaveBeenCarriedOut()) {
        unanswered.add(command.line());
        context.mayBeAsleep();
      }
      throw e;
    }
  }
}
