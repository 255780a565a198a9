package io.github.thingseal.at.module;

import io.github.thingseal.at.command.AtCommand;
import io.github.thingseal.at.command.CommandInterruptedException;
import io.github.thingseal.at.command.CommandRejectedException;
import io.github.thingseal.at.command.device.SetFunctionality;
import io.github.thingseal.at.command.network.ActivatePdpContext;
import io.github.thingseal.at.command.network.ActivatePsdProfile;
import io.github.thingseal.at.command.network.Apn;
import io.github.thingseal.at.command.network.AuthenticatePdpContext;
import io.github.thingseal.at.command.network.DefinePdpContext;
import io.github.thingseal.at.command.network.LteSignal;
import io.github.thingseal.at.command.network.NetworkOperator;
import io.github.thingseal.at.command.network.PdpConnection;
import io.github.thingseal.at.command.network.PdpContext;
import io.github.thingseal.at.command.network.PdpCredentials;
import io.github.thingseal.at.command.network.PdpType;
import io.github.thingseal.at.command.network.ReadActivePdpContexts;
import io.github.thingseal.at.command.network.ReadAttachment;
import io.github.thingseal.at.command.network.ReadLteSignal;
import io.github.thingseal.at.command.network.ReadNetworkOperator;
import io.github.thingseal.at.command.network.ReadPdpAddress;
import io.github.thingseal.at.command.network.ReadPdpConnection;
import io.github.thingseal.at.command.network.ReadPdpContexts;
import io.github.thingseal.at.command.network.ReadRegistration;
import io.github.thingseal.at.command.network.ReadSignalQuality;
import io.github.thingseal.at.command.network.Registration;
import io.github.thingseal.at.command.network.RegistrationDomain;
import io.github.thingseal.at.command.network.SetPsdProfile;
import io.github.thingseal.at.command.network.SignalQuality;
import io.github.thingseal.core.ThingsealException;
import io.github.thingseal.core.internal.arguments.Arguments;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The module in the mobile network. Evidence: published, and 3GPP 27.007. Methods throw {@link
 * CommandRejectedException} if the module refuses.
 */
public final class Network extends ModulePart {
  private static final Logger LOG = LoggerFactory.getLogger(Network.class);
  private static final int CONTEXT_ID = 1;
  private static final int PSD_PROFILE = 0;
  private static final Duration BETWEEN_POLLS = Duration.ofSeconds(1);

  private static final List<RegistrationDomain> BEFORE_LTE =
      List.of(RegistrationDomain.GPRS, RegistrationDomain.CIRCUIT_SWITCHED);

  Network(ModuleContext context) {
    super(context);
  }

  /**
   * Brings the module online with the access point that it has been given before, or that the
   * network chooses; otherwise as {@link #connect(Apn, Duration)}.
   *
   * @param limit how long to wait for registration and attachment, 0 or more
   * @return the registration
   * @throws WaitExpiredException if the limit has passed
   * @throws CommandRejectedException if the module refused, for instance without a SIM
   * @throws CommandInterruptedException if the thread was interrupted
   */
  public Registration connect(Duration limit) {
    Arguments.notNegative(limit, "limit");
    context.execute(SetFunctionality.FULL);
    Registration registration = awaitAttachment(limit);
    if (!context.execute(new ReadActivePdpContexts()).contains(CONTEXT_ID)) {
      context.execute(new ActivatePdpContext(CONTEXT_ID));
    }
    mapToPsdProfile();
    return registration;
  }

  /** For the module's own clients; that the module is online does not hang on it. */
  private void mapToPsdProfile() {
    if (context.family().data.hasPsdProfiles) {
      ifPossible(SetPsdProfile.ipv4(PSD_PROFILE));
      ifPossible(SetPsdProfile.context(PSD_PROFILE, CONTEXT_ID));
    }
    if (context.family().data.activatesPsdProfiles) {
      ifPossible(new ActivatePsdProfile(PSD_PROFILE));
    }
  }

  private void ifPossible(AtCommand<?> command) {
    try {
      context.execute(command);
    } catch (CommandRejectedException e) {
      LOG.debug("{} goes online without {}", context.name(), command, e);
    }
  }

  /**
   * Brings the module online. It defines the PDP context, without user and password, and turns the
   * radio on. It waits for registration and attachment, asking every second, and activates the
   * context unless the network has done so. Then the context is mapped to profile 0 of the module's
   * own clients, on SARA-R5 and SARA-R422; a module that refuses that is online nevertheless. To
   * stop waiting, interrupt the thread.
   *
   * @param apn the access point
   * @param limit how long to wait for registration and attachment, 0 or more
   * @return the registration
   * @throws WaitExpiredException if the limit has passed
   * @throws CommandRejectedException if the module refused, for instance without a SIM
   * @throws CommandInterruptedException if the thread was interrupted
   */
  public Registration connect(Apn apn, Duration limit) {
    Arguments.required(apn, "apn");
    Arguments.notNegative(limit, "limit");
    context.execute(new DefinePdpContext(CONTEXT_ID, PdpType.IP, apn));
    ifPossible(authentication(Optional.empty()));
    return connect(limit);
  }

  /**
   * Brings the module online at an access point that asks for user and password; otherwise as
   * {@link #connect(Apn, Duration)}.
   *
   * @param apn the access point
   * @param credentials user and password; they stay open
   * @param limit how long to wait for registration and attachment, 0 or more
   * @return the registration
   * @throws WaitExpiredException if the limit has passed
   * @throws CommandRejectedException if the module refused, for instance user and password
   * @throws CommandInterruptedException if the thread was interrupted
   */
  public Registration connect(Apn apn, PdpCredentials credentials, Duration limit) {
    Arguments.required(apn, "apn");
    Arguments.required(credentials, "credentials");
    Arguments.notNegative(limit, "limit");
    context.execute(new DefinePdpContext(CONTEXT_ID, PdpType.IP, apn));
    context.execute(authentication(Optional.of(credentials)));
    return connect(limit);
  }

  private AuthenticatePdpContext authentication(Optional<PdpCredentials> credentials) {
    return new AuthenticatePdpContext(
        CONTEXT_ID, context.family().data.authenticationForm, credentials);
  }

  /**
   * Takes the module offline by turning its radio off. The module remembers that over a restart,
   * and the SDK does not turn the radio on after one, even if the command had no answer or was not
   * sent. If the module refused, the SDK still does where the radio was on.
   *
   * @throws CommandRejectedException if the module refused
   */
  public void disconnect() {
    context.execute(SetFunctionality.RADIO_OFF);
  }

  /** {@return the registration in LTE; that in 2G or 3G if the module is registered there only} */
  public Registration registration() {
    Registration lte = context.execute(new ReadRegistration(RegistrationDomain.EPS));
    if (lte.status().isRegistered()) {
      return lte;
    }
    return BEFORE_LTE.stream()
        .flatMap(domain -> registrationIn(domain).stream())
        .filter(registration -> registration.status().isRegistered())
        .findFirst()
        .orElse(lte);
  }

  /** {@return whether the module is attached to the packet domain} */
  public boolean isAttached() {
    return context.execute(new ReadAttachment());
  }

  /** {@return the strength of the signal} */
  public SignalQuality signal() {
    return context.execute(new ReadSignalQuality());
  }

  /** {@return the strength of the signal in LTE, finer than {@link #signal()}} */
  public LteSignal lteSignal() {
    return context.execute(new ReadLteSignal());
  }

  /** {@return the network that was chosen} */
  public NetworkOperator operator() {
    return context.execute(new ReadNetworkOperator());
  }

  /** {@return the address of the module, empty while it is offline} */
  public Optional<String> address() {
    return context.execute(new ReadPdpAddress(CONTEXT_ID));
  }

  /** {@return the PDP contexts that are defined, whether active or not} */
  public List<PdpContext> contexts() {
    return context.execute(new ReadPdpContexts());
  }

  /**
   * {@return access point and addresses of the context that {@link #connect(Duration)} activates,
   * as the network has set it up; empty while it is not active}
   */
  public Optional<PdpConnection> connection() {
    return context.execute(new ReadPdpConnection(CONTEXT_ID));
  }

  private Optional<Registration> registrationIn(RegistrationDomain domain) {
    try {
      return Optional.of(context.execute(new ReadRegistration(domain)));
    } catch (CommandRejectedException e) {
      // A module that has LTE only need not know the commands of its forerunners.
      return Optional.empty();
    }
  }

  private Registration awaitAttachment(Duration limit) {
    Wait wait = new Wait(context, limit, "AT+CEREG?");
    while (true) {
      Poll poll = poll();
      if (poll.registration() != null && poll.attached()) {
        return poll.registration();
      }
      if (!wait.pause(BETWEEN_POLLS)) {
        throw expired(wait, poll);
      }
    }
  }

  private Poll poll() {
    try {
      Registration registration = registration();
      return new Poll(registration, registration.status().isRegistered() && isAttached(), null);
    } catch (ThingsealException e) {
      if (!ModuleContext.mayPass(e)) {
        throw e;
      }
      return new Poll(null, false, e);
    }
  }

  private ThingsealException expired(Wait wait, Poll poll) {
    String last =
        poll.registration() == null
            ? "its last answer was an error"
            : "its registration is " + poll.registration().status();
    return wait.expired(
        String.format(
            "The module at %s was not registered and attached within %s; %s. Are SIM, antenna and"
                + " access point right? It goes on searching: wait again",
            context.name(), wait.waited(), last),
        poll.error());
  }

  /** What was read, or why there is nothing. */
  private record Poll(
      @Nullable Registration registration, boolean attached, @Nullable ThingsealException error) {}
}
