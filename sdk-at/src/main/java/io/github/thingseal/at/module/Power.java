package io.github.thingseal.at.module;

import io.github.thingseal.at.command.AtCommand;
import io.github.thingseal.at.command.ChannelClosedException;
import io.github.thingseal.at.command.CommandRejectedException;
import io.github.thingseal.at.command.CommandTimeoutException;
import io.github.thingseal.at.command.EncryptionLostException;
import io.github.thingseal.at.command.FixedCommand;
import io.github.thingseal.at.command.ModuleRestartedException;
import io.github.thingseal.at.command.device.SetFunctionality;
import io.github.thingseal.at.command.device.SetUartPowerSaving;
import io.github.thingseal.core.ThingsealException;
import io.github.thingseal.core.internal.arguments.Arguments;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Power saving, restart and power-off. Evidence: published. */
public final class Power extends ModulePart {
  private static final Logger LOG = LoggerFactory.getLogger(Power.class);
  private static final Duration BETWEEN_POLLS = Duration.ofSeconds(1);

  private final LifeCycle lifeCycle;

  Power(ModuleContext context, LifeCycle lifeCycle) {
    super(context);
    this.lifeCycle = lifeCycle;
  }

  /**
   * Lets the module's UART sleep, or keeps it awake, from now on and after restarts. The SDK wakes
   * the module before commands: by {@code AT} if nothing was sent for 5/6 of the idle time, or by
   * the control line, which stays on for 1 s after the last command.
   *
   * @param saving how; {@link ModuleFamily#uartPowerSaving()} suits any port
   * @throws io.github.thingseal.at.transport.PortUnusableException if it takes a control line that
   *     the port does not have; nothing was sent
   * @throws io.github.thingseal.core.InvalidInputException if RTS is to wake it and controls the
   *     flow already; nothing was sent
   * @throws CommandRejectedException if the module refused
   */
  public void saveUartPower(SetUartPowerSaving saving) {
    Arguments.required(saving, "saving");
    WakeUps.check(saving, context.options.flowControl);
    context.execute(saving);
    context.powerSavingWanted = Optional.of(saving);
  }

  /**
   * Restarts the module, waits 5 to 15 s and configures it again. What it is sealed with stays; the
   * radio is off afterwards, a chip-to-chip session is over, or another one open if the {@linkplain
   * ModuleOptions.Builder#encryption options} ask for it. A multiplexer is over, too: through one
   * of its channels this works if the port {@linkplain
   * SecurityModule#open(io.github.thingseal.at.transport.TransportSource, ModuleOptions,
   * io.github.thingseal.at.channel.Reconnection) is opened again} and waited for.
   *
   * @throws CommandRejectedException if the module refused to restart
   * @throws io.github.thingseal.core.TransientException if it does not come back, or the thread is
   *     interrupted; the next command waits for the module, and configures it
   */
  public void reset() {
    AtCommand<?> restart = new SetFunctionality(context.family().data.restartLevel);
    lifeCycle.runBefore(restart.line());
    lifeCycle.expect(() -> restart(restart));
    try {
      lifeCycle.configure();
    } catch (ChannelClosedException e) {
      // The port has gone with the restart, as a multiplexer does, and may come back.
      LOG.debug("{} has lost its port in the restart", context.name(), e);
      lifeCycle.configure();
    }
  }

  private void restart(AtCommand<?> restart) {
    try {
      context.execute(restart);
    } catch (ModuleRestartedException | EncryptionLostException e) {
      if (!e.mayHaveBeenCarriedOut()) {
        throw e;
      }
      LOG.debug("{} greets, or has left its session, without having said OK", context.name());
      context.radio.restarted();
    }
  }

  /**
   * Closes a chip-to-chip session, turns the module off and waits until it is silent; only then may
   * its supply be cut. It is turned on again by its power pin.
   *
   * @throws CommandRejectedException if the module refused
   * @throws WaitExpiredException if it still answers when its power-down time has passed
   * @throws io.github.thingseal.core.TransientException also if nothing ordered the module to turn
   *     off, as its port is closed or it does not answer: it may be on
   */
  public void off() {
    lifeCycle.turnOff(FixedCommand.POWER_OFF.line(), this::leaveAndShutDown);
  }

  /** The caller closes no session for other commands, though the module is to leave it. */
  private void leaveAndShutDown() {
    ifPossible(this::leaveEncryption, "within its chip-to-chip session");
    try {
      ifPossible(() -> context.execute(SetUartPowerSaving.off()), "with its UART as it is");
      shutDown();
      awaitSilence();
    } catch (RuntimeException e) {
      context.line.doubt();
      throw e;
    }
    context.line.restarted();
  }

  /** Its silence must mean that it is off, not that it hears nothing but noise. */
  private void leaveEncryption() {
    lifeCycle.handshake.leave();
    context.line.restarted();
  }

  private void ifPossible(Runnable step, String otherwise) {
    try {
      step.run();
    } catch (CommandRejectedException | CommandTimeoutException e) {
      LOG.debug("{} is turned off {}", context.name(), otherwise);
    }
  }

  /** Modules were seen to shut down without the {@code OK}; what counts is the silence after it. */
  private void shutDown() {
    try {
      context.execute(FixedCommand.POWER_OFF);
    } catch (CommandTimeoutException | ChannelClosedException e) {
      if (!e.mayHaveBeenCarriedOut()) {
        throw e;
      }
      LOG.debug("{} said no OK to AT+CPWROFF", context.name(), e);
    }
  }

  private void awaitSilence() {
    AtCommand<?> attention = StartUp.attention(ModuleFamily.RESPONSE_LIMIT);
    Wait wait = new Wait(context, context.family().data.powerDownWait, attention.line());
    while (answers(attention)) {
      if (!wait.pause(BETWEEN_POLLS)) {
        throw wait.expired(
            String.format(
                "The module at %s still answers %s after it was turned off; do not cut its supply,"
                    + " and try again",
                context.name(), wait.waited()),
            null);
      }
    }
  }

  private boolean answers(AtCommand<?> attention) {
    try {
      context.execute(attention);
      return true;
    } catch (CommandTimeoutException e) {
      return false;
    } catch (ChannelClosedException e) {
      LOG.debug("The port of {} has gone with its power", context.name(), e);
      return false;
    } catch (ThingsealException e) {
      if (ModuleContext.isTheEnd(e)) {
        throw e;
      }
      return true;
    }
  }
}
