package io.github.thingseal.at.module;

import io.github.thingseal.at.channel.AtChannel;
import io.github.thingseal.at.channel.ChannelOptions;
import io.github.thingseal.at.channel.Dialogue;
import io.github.thingseal.at.channel.Reconnection;
import io.github.thingseal.at.command.AtCommand;
import io.github.thingseal.at.command.ChannelClosedException;
import io.github.thingseal.at.command.CommandNotSupportedException;
import io.github.thingseal.at.command.CommandRejectedException;
import io.github.thingseal.at.command.InfoLine;
import io.github.thingseal.at.command.device.Identification;
import io.github.thingseal.at.command.security.TriggerHeartbeat;
import io.github.thingseal.at.internal.c2c.C2cLine;
import io.github.thingseal.at.transport.Transport;
import io.github.thingseal.at.transport.TransportSource;
import io.github.thingseal.core.Done;
import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.id.RotPublicUid;
import io.github.thingseal.core.internal.arguments.Arguments;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A cellular module with a root of trust, at the other end of a serial port or anything like it.
 *
 * <pre>{@code
 * try (SecurityModule module = SecurityModule.open(transport)) {
 *   RotPublicUid uid = module.rotPublicUid();
 *   module.network().connect(Duration.ofMinutes(3));
 *   module.sealing().awaitBootstrapped(Duration.ofMinutes(10), SealingProgress.NONE);
 *   module.sealing().seal(profile, serial); // irreversible
 *   module.sealing().awaitSealed(Duration.ofMinutes(10), SealingProgress.NONE);
 *   E2eMessage message = module.e2e().encrypt(reading);
 * }
 * }</pre>
 *
 * <p>Safe for use by several threads: commands go out one after the other. Calls block for as long
 * as the module needs; all may throw {@link io.github.thingseal.at.command.ModuleBusyException} and
 * the kinds of {@link io.github.thingseal.at.command.UnansweredCommandException}, which reports
 * whether the module may have acted on the command.
 */
public final class SecurityModule implements Dialogue, AutoCloseable {
  private static final int IMEI_TRIES = 10;

  /** Several commands without answer, as long as their time limits are, are tolerated. */
  private static final Duration OPEN_LIMIT = Duration.ofMinutes(2);

  private final ModuleContext context;
  private final LifeCycle lifeCycle;
  private final BackgroundWork background;
  private volatile boolean closed;

  private SecurityModule(
      AtChannel channel, C2cLine line, RestartDetector detector, ModuleOptions options) {
    context = new ModuleContext(channel, line, options);
    background = new BackgroundWork("thingseal-module-" + channel.name());
    lifeCycle = new LifeCycle(context, detector, background);
  }

  /**
   * Opens a module with the usual options; see {@link #open(Transport, ModuleOptions)}.
   *
   * @param transport leads to the module; closed with it
   * @return the module, its radio off
   * @throws io.github.thingseal.core.TransientException if nothing answers
   * @throws CommandRejectedException if the module refuses what it cannot be used without
   */
  public static SecurityModule open(Transport transport) {
    return open(transport, ModuleOptions.standard());
  }

  /**
   * Opens a module: waits up to 30 s for an answer, reads its family and configures it, all within
   * 2 minutes. The usual configuration turns the radio off until {@link Network#connect}.
   *
   * @param transport leads to the module; closed with it, and also if this fails
   * @param options how it is opened and driven
   * @return the module
   * @throws io.github.thingseal.core.TransientException if nothing answers, or if too much of the
   *     configuration has no answer; the message names what had none
   * @throws CommandRejectedException if the module refuses what it cannot be used without
   * @throws CapabilityAbsentException if the options ask for encryption, and the module has none
   * @throws io.github.thingseal.at.transport.PortUnusableException if the options have a control
   *     line wake the UART that the port does not have
   */
  public static SecurityModule open(Transport transport, ModuleOptions options) {
    Arguments.required(transport, "transport");
    Arguments.required(options, "options");
    try {
      return open(() -> transport, options, Optional.empty());
    } catch (RuntimeException e) {
      transport.close();
      throw e;
    }
  }

  /**
   * Opens a module whose port may vanish and come back. The SDK then configures the module again
   * before any other command, since it may have restarted. A command that was sent and not answered
   * fails, and is never sent again, unless it may be repeated and commands wait. A chip-to-chip
   * session goes on if the module is still in it.
   *
   * <p>Whether it is the same module that is back is not looked at. Where another one may have been
   * plugged in, compare {@link #info()} or {@link #rotPublicUid()} in {@link #onRestart}.
   *
   * @param source opens the transport, now and later
   * @param options how the module is opened and driven
   * @param reconnection how the port is opened again, and whether commands wait for it
   * @return the module
   * @throws io.github.thingseal.core.ThingsealException if the port cannot be opened: what the
   *     source throws; or the module cannot be configured, as {@link #open(Transport,
   *     ModuleOptions)}
   */
  public static SecurityModule open(
      TransportSource source, ModuleOptions options, Reconnection reconnection) {
    Arguments.required(source, "source");
    Arguments.required(options, "options");
    Arguments.required(reconnection, "reconnection");
    return open(source, options, Optional.of(reconnection));
  }

  private static SecurityModule open(
      TransportSource source, ModuleOptions options, Optional<Reconnection> reconnection) {
    C2cLine line = new C2cLine(options.encryption, options.channel.greeting());
    RestartDetector detector = new RestartDetector(options.recovery, line::doubt);
    ChannelOptions watched = options.channel.toBuilder().listener(detector).build();
    TransportSource encrypted =
        () -> line.attach(Arguments.returned(source.open(), "TransportSource.open"));
    AtChannel channel;
    try {
      channel =
          reconnection.isPresent()
              ? AtChannel.open(encrypted, watched, reconnection.get())
              : AtChannel.open(encrypted.open(), watched);
    } catch (RuntimeException e) {
      line.wipe();
      throw e;
    }
    return start(channel, line, detector, options);
  }

  /** Configures the module at the other end of a channel, and closes that if it fails. */
  static SecurityModule start(
      AtChannel channel, C2cLine line, RestartDetector detector, ModuleOptions options) {
    SecurityModule module;
    try {
      module = new SecurityModule(channel, line, detector, options);
    } catch (RuntimeException e) {
      channel.close();
      line.wipe();
      throw e;
    }
    module.context.activation(module.lifeCycle);
    try {
      module.within(OPEN_LIMIT, module.lifeCycle::configure);
      return module;
    } catch (RuntimeException e) {
      module.close();
      throw e;
    }
  }

  /** {@return the name of the transport, such as {@code /dev/ttyUSB0}} */
  public String name() {
    return context.name();
  }

  /**
   * Asks the module who it is.
   *
   * @return what it says, and what is known about it
   * @throws CommandRejectedException if the module refused to say, three times
   */
  public ModuleInfo info() {
    String model = context.executePatiently(Identification.MODEL);
    return new ModuleInfo(
        context.executePatiently(Identification.MANUFACTURER),
        model,
        product(model),
        context.executePatiently(Identification.REVISION),
        imei(),
        context.family(),
        context.capabilities());
  }

  private String product(String model) {
    try {
      return context.execute(Identification.PRODUCT);
    } catch (CommandRejectedException e) {
      return model;
    }
  }

  /** ubxlib asks up to ten times: a module that just booted may answer something else. */
  private String imei() {
    return context.retry(
        IMEI_TRIES,
        Duration.ZERO,
        ModuleContext::mayPass,
        () -> context.execute(Identification.IMEI));
  }

  /**
   * The identity of its root of trust; asked for up to three times, 5 s apart. Evidence: published.
   *
   * @return the identity
   * @throws CapabilityAbsentException if the module has no root of trust; nothing was sent
   * @throws CommandRejectedException if the module refused three times
   * @throws io.github.thingseal.at.command.UnexpectedReplyException if what came is no identity
   */
  public RotPublicUid rotPublicUid() {
    return context.identity();
  }

  /** {@return the part for the mobile network} */
  public Network network() {
    return new Network(context);
  }

  /** {@return the part for bootstrap and sealing} */
  public Sealing sealing() {
    return new Sealing(context, background);
  }

  /** {@return the part for end-to-end encryption by the module} */
  public EndToEnd e2e() {
    return new EndToEnd(context);
  }

  /** {@return the part for pre-shared keys that the module makes} */
  public PreSharedKeys psk() {
    return new PreSharedKeys(context);
  }

  /** {@return the part for power saving, restart and power-off} */
  public Power power() {
    return new Power(context, lifeCycle);
  }

  /** {@return the part for encryption of the AT line} */
  public ChipToChip c2c() {
    return new ChipToChip(context, lifeCycle);
  }

  /** {@return the part for what zero-touch provisioning gave the module} */
  public Certificates certificates() {
    return new Certificates(context);
  }

  /** {@return the part for local data protection} */
  public LocalData localData() {
    return new LocalData(context);
  }

  /** {@return the part for certificates and keys of the module's own TLS} */
  public CredentialStore credentialStore() {
    return new CredentialStore(context);
  }

  /** {@return the part for the profiles of the module's own TLS} */
  public Tls tls() {
    return new Tls(context);
  }

  /** {@return the part for the root of trust itself: mode, authorised features, chip, firmware} */
  public RootOfTrustStatus rootOfTrust() {
    return new RootOfTrustStatus(context);
  }

  /**
   * Triggers a heartbeat, which brings the module up to date with what was changed in the service.
   * The module sends them unasked, too; on demand they are rate limited, so this is never repeated.
   * Evidence: published.
   *
   * @throws CapabilityAbsentException if the module has no root of trust; nothing was sent
   * @throws CommandNotSupportedException if the module does not know the command
   * @throws HeartbeatRefusedException if the module refused, most likely because it is too early
   */
  public void heartbeat() {
    context.require(Capability.ROOT_OF_TRUST);
    try {
      context.execute(new TriggerHeartbeat(context.family().data.heartbeatTimeLimit));
    } catch (CommandNotSupportedException e) {
      throw e;
    } catch (CommandRejectedException e) {
      throw new HeartbeatRefusedException(context.name(), context.family(), e);
    }
  }

  /**
   * Gives a call a time limit of its own: {@code module.within(Duration.ofSeconds(20), () ->
   * module.e2e().encrypt(reading))}. Everything that the call does on this thread ends within the
   * limit: commands, pauses, repetitions, and the wait for its turn on the line. Each command still
   * has its own limit, if that is shorter. Only while another thread configures a module that has
   * restarted it waits for that.
   *
   * <p>What the limit ends is as if the thread had been interrupted: {@link
   * io.github.thingseal.at.command.DeadlineExceededException} reports whether the command that was
   * under way may have been carried out. One that was sent is not taken back by it. So after
   * sealing ({@link SealOutcomeUnknownException}) or pairing read the module's state.
   *
   * <p>The limit ends waits of the call, such as {@link Network#connect} or {@link
   * Sealing#awaitSealed}, too. If it passes in a pause between two questions, the cause is a {@link
   * WaitExpiredException} that says how far the module was. That is so as well if the limit of the
   * wait is over at the same time: a wait fails with a {@link WaitExpiredException} itself only if
   * the call has time left.
   *
   * @param <T> what the call returns
   * @param limit the time, from now on
   * @param call uses this module; futures that it starts go on without the limit
   * @return what the call returned
   * @throws InvalidInputException if the limit is not positive
   * @throws io.github.thingseal.at.command.DeadlineExceededException if the limit has passed
   */
  public <T extends @Nullable Object> T within(Duration limit, Supplier<T> call) {
    Arguments.required(call, "call");
    return context.within(limit, call);
  }

  /**
   * Gives a call that returns nothing a time limit; otherwise as {@link #within(Duration,
   * Supplier)}.
   *
   * @param limit the time, from now on
   * @param call uses this module; futures that it starts go on without the limit
   * @throws InvalidInputException if the limit is not positive
   * @throws io.github.thingseal.at.command.DeadlineExceededException if the limit has passed
   */
  public void within(Duration limit, Runnable call) {
    Arguments.required(call, "call");
    Done unused =
        within(
            limit,
            () -> {
              call.run();
              return Done.DONE;
            });
  }

  /**
   * {@inheritDoc} Nothing is checked against the module's capabilities.
   *
   * @throws CommandRejectedException if the module refused
   * @throws io.github.thingseal.at.command.UnexpectedReplyException if the reply cannot be read
   */
  @Override
  public <R> R execute(AtCommand<R> command) {
    Arguments.required(command, "command");
    return context.execute(command);
  }

  /** {@inheritDoc} Nothing is checked against the module's capabilities. */
  @Override
  public <R> CompletableFuture<R> submit(AtCommand<R> command) {
    Arguments.required(command, "command");
    return context.submit(command);
  }

  @Override
  public Subscription subscribe(String prefix, Consumer<InfoLine> listener) {
    requireOpen();
    return context.channel.subscribe(prefix, listener);
  }

  /**
   * Listens to restarts of the module that were not asked for. The signs are its greeting, echo
   * that is on again, and error reports that are off again. Noise on the line alone is no such
   * sign; the SDK then asks for the error reports before the next command, and the answer decides.
   * Before the next command it is configured again, and its radio is turned on again if it was on.
   * Whether a chip-to-chip session is over is found out, too, and another one is opened if the
   * options ask for it; see {@link ChipToChip}.
   *
   * @param listener called on a thread of the module's own; it may use the module
   * @return ends the subscription when closed
   * @throws ChannelClosedException if the module is closed
   */
  public Subscription onRestart(Consumer<RestartSign> listener) {
    Arguments.required(listener, "listener");
    requireOpen();
    return lifeCycle.subscribe(listener);
  }

  private void requireOpen() {
    if (closed) {
      throw new ChannelClosedException(
          "", false, "The module at " + name() + " is closed; open it again to listen to it");
    }
  }

  /**
   * Stops what still waits, and closes channel and transport. The module itself stays as it is.
   *
   * @throws IllegalStateException if a {@link io.github.thingseal.at.channel.ChannelListener} calls
   *     it; nothing is closed then
   */
  @Override
  public void close() {
    context.channel.close();
    closed = true;
    background.close();
    context.line.wipe();
  }

  /** {@return such as {@code SecurityModule[/dev/ttyUSB0, SARA_R5]}} */
  @Override
  public String toString() {
    return "SecurityModule[" + context.name() + ", " + context.family() + "]";
  }
}
