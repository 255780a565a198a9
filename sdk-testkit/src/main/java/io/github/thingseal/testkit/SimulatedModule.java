package io.github.thingseal.testkit;

import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.PermanentException;
import io.github.thingseal.core.TransientException;
import io.github.thingseal.core.internal.arguments.Arguments;
import io.github.thingseal.testkit.internal.module.Firmware;
import io.github.thingseal.testkit.internal.module.ModuleConfig;
import io.github.thingseal.testkit.internal.module.ModuleConfig.Delays;
import io.github.thingseal.testkit.internal.module.ModuleConfig.Identity;
import io.github.thingseal.testkit.internal.module.ModuleConfig.Traits;
import io.github.thingseal.testkit.internal.module.clock.ModuleClock;
import io.github.thingseal.testkit.internal.module.clock.RealClock;
import io.github.thingseal.testkit.internal.module.clock.VirtualClock;
import io.github.thingseal.testkit.internal.module.command.Commands;
import io.github.thingseal.testkit.internal.module.core.ModuleCore;
import io.github.thingseal.testkit.internal.module.fault.FaultSet;
import io.github.thingseal.testkit.internal.module.line.MemoryLine;
import io.github.thingseal.testkit.internal.module.line.PtyLine;
import io.github.thingseal.testkit.internal.module.line.TcpLine;
import java.nio.file.Path;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A cellular module with a root of trust, as far as its AT port shows it.
 *
 * <p>Speaks the AT dialogue to the byte: echo, line ends, prompts, binary windows, result codes
 * under every setting of {@code AT+CMEE}, URCs. It boots, registers, bootstraps on its own over its
 * {@link Air}, seals, sends heartbeats, encrypts and decrypts; and it forgets and remembers over a
 * power cycle what a module does.
 *
 * <p>It is reached through as many ports as wanted: {@linkplain #listenTcp TCP on loopback}, a
 * {@linkplain #openPty pseudo-terminal} that any program opens like a serial port, or {@linkplain
 * #openStreams streams} in the same process. Each is an AT port of its own, with its own echo,
 * error codes and URCs; what is set there outlives the client's connection, not the power.
 *
 * <p>Evidence: the forms of commands and answers are those of published samples; what no source
 * says is assumed (the codes of most errors, how long bootstrap and sealing take, the answers of
 * {@code +USECE2EDATADEC}, {@code +USECAFA}, {@code +USECCHIP} and {@code +USECMODE}, and the
 * longest plaintext of 900 bytes, see {@link Builder#longestPlaintext}; the answer of {@code
 * +USECDEVCERT?}; that chip-to-chip, where certificates take a session, counts as enabled once the
 * device profile has it, paired or not; syntax and answers of local data protection and of all file
 * forms; that the MD5 of {@code +USECMNG} is that of the bytes as they came; limits and first
 * values of {@code +USECPRF}; that it does not return a TLS profile's secrets). Private keys and
 * certificates are real ones, issued below {@link RootOfTrust#certificateAuthority()}.
 *
 * <p>Chip-to-chip sessions (V1 with SARA-R5 00B, V2 with 01B) belong to the port that opened them,
 * and end with the power. A port in the multiplexer of 27.010 has AT channels 1 to 3, each with its
 * own settings and, if wanted, its own session. After the multiplexer the port has its earlier
 * settings.
 *
 * <p>Beside this model of a module there is a scripted one: {@link TranscriptModule} plays back a
 * session that was recorded, with this module or with a real one.
 *
 * <p>Safe for use by several threads. Starts one thread for the clock unless time is virtual, and
 * one per TCP port; all pseudo-terminals of the process share one. {@link #close()} ends them.
 */
public final class SimulatedModule implements AutoCloseable {
  private final ModuleCore core;
  private final ModuleClock clock;
  private volatile List<ModuleFault> faults;

  private SimulatedModule(ModuleCore core, ModuleClock clock, List<ModuleFault> faults) {
    this.core = core;
    this.clock = clock;
    this.faults = faults;
  }

  /**
   * Begins a module.
   *
   * @param rootOfTrust its secrets; it stays the caller's and must stay open as long as the module.
   *     A second module with the same root of trust and a memory of its own is a clone.
   * @return a builder: SARA-R510M8S with firmware 01B, no network, real time, nothing kept on disk
   */
  public static Builder builder(RootOfTrust rootOfTrust) {
    Arguments.required(rootOfTrust, "rootOfTrust");
    return new Builder(rootOfTrust);
  }

  /**
   * Whether {@link #openPty()} works on this system.
   *
   * @return true on Linux and macOS with pseudo-terminals
   */
  public static boolean isPtyAvailable() {
    return PtyLine.isAvailable();
  }

  /**
   * Opens an AT port on a TCP port of the loopback address. One client is served at a time; the
   * next one when it has gone. A client that opens its connection with HTTP or TLS, as a web page
   * can make a browser do, is disconnected and not heard.
   *
   * @param port the TCP port; 0 for any that is free
   * @return the TCP port
   * @throws TransientException if the port is taken
   * @throws InvalidInputException if there is no such port
   */
  public int listenTcp(int port) {
    if (port < 0 || port > 0xFFFF) {
      throw new InvalidInputException("A TCP port is 0 to 65535, not " + port);
    }
    return TcpLine.listen(core, port).port();
  }

  /**
   * Opens an AT port on a pseudo-terminal in raw mode. Clients may come and go; what the module
   * sends while there is none waits for the next one.
   *
   * @return the path to open, such as {@code /dev/pts/3}
   * @throws PermanentException if this system has none, see {@link #isPtyAvailable()}
   * @throws TransientException if the system has none left
   */
  public String openPty() {
    return PtyLine.open(core).path();
  }

  /**
   * Opens an AT port as a pair of streams.
   *
   * @return the port
   */
  public SimulatedModulePort openStreams() {
    return new SimulatedModulePort(new MemoryLine(core));
  }

  /**
   * Watches what happens inside, in order, on the thread that made it happen.
   *
   * @param observer called outside the module's lock; it may use the module but should not block
   */
  public void onEvent(Consumer<SimulatedModuleEvent> observer) {
    Arguments.required(observer, "observer");
    core.observe(observer);
  }

  /**
   * Listens to what is said on all AT ports, in order, on the thread that made it happen.
   *
   * @param listener called outside the module's lock with lines that carry no secret; it may use
   *     the module but should not block
   */
  public void onLine(Consumer<SimulatedModuleLine> listener) {
    Arguments.required(listener, "listener");
    core.listen(listener);
  }

  /**
   * How the module stands.
   *
   * @return its state at this moment
   */
  public SimulatedModuleState state() {
    return core.state();
  }

  /**
   * Sends a heartbeat as if its time had come; the least time between two of {@code AT+USECCONN}
   * does not count.
   *
   * @return how the service answered
   * @throws InvalidInputException if the module has not bootstrapped, or has no connection
   */
  public Air.Verdict heartbeat() {
    return core.heartbeat()
        .orElseThrow(
            () ->
                new InvalidInputException(
                    "A heartbeat takes a module that has bootstrapped and is connected, unlike "
                        + this
                        + ": switch it on, and wait for its bootstrap"));
  }

  /**
   * Changes what goes wrong from now on; what went wrong before is over.
   *
   * @param newFaults the faults; none for a module in good health, whose security subsystem is busy
   *     for 3 s after boot
   * @throws InvalidInputException if they name a command that the model does not have
   */
  public void faults(List<ModuleFault> newFaults) {
    List<ModuleFault> wanted = List.copyOf(Arguments.requiredElements(newFaults, "newFaults"));
    core.faults(effects(wanted));
    this.faults = wanted;
  }

  /**
   * What goes wrong at present.
   *
   * @return the faults
   */
  public List<ModuleFault> faults() {
    return faults;
  }

  private static FaultSet effects(List<ModuleFault> faults) {
    return new FaultSet(faults.stream().map(ModuleFault::effect).toList());
  }

  /**
   * Sends an unsolicited result code on every port as soon as its line is free.
   *
   * @param text without line ends, such as {@code +UUPSMR: 1}
   */
  public void urc(String text) {
    Arguments.required(text, "text");
    core.urc(text);
  }

  /**
   * Reports a TLS session that could be resumed, as after a connection with a TLS profile: {@code
   * +UUSECPRF: id,13,…} on every port. Evidence: the forms of the lines are published; when they
   * come is assumed. With {@code AT+USECPRF=id,13,12} the root of trust has encrypted the session,
   * and only its size is reported. With 0, the default, nothing is reported. With any other number
   * type, identity and master secret are, at random.
   *
   * @param profile the TLS profile, 0 to 4
   * @throws InvalidInputException if there is no such profile
   */
  public void tlsSession(int profile) {
    if (profile < 0 || profile > 4) {
      throw new InvalidInputException("A TLS profile is 0 to 4, not " + profile);
    }
    core.tlsSession(profile);
  }

  /** Gives it power, as PWR_ON does; no effect if it has it. */
  public void powerOn() {
    core.powerOn();
  }

  /** Takes the power away at once, whatever is under way; no effect if there is none. */
  public void powerOff() {
    core.powerOff();
  }

  /** Takes the power away and gives it back. */
  public void powerCycle() {
    core.powerOff();
    core.powerOn();
  }

  /**
   * The module's time of day.
   *
   * @return the time, in the mode that it was built with
   */
  public Instant now() {
    return clock.now();
  }

  /**
   * Lets virtual time pass; everything that falls due happens, in order, before this returns.
   *
   * @param duration how long
   * @throws InvalidInputException if the module was not built with virtual time, or the duration is
   *     negative
   */
  public void advance(Duration duration) {
    Arguments.required(duration, "duration");
    VirtualClock virtual = virtualClock();
    if (duration.isNegative()) {
      throw new InvalidInputException("Time does not run backwards: " + duration);
    }
    virtual.advance(duration);
  }

  /**
   * When something in the module falls due next: until then {@link #advance} changes nothing but
   * {@link #now()}, unless something comes from outside.
   *
   * @return the time of day; empty if the module only waits
   * @throws InvalidInputException if the module was not built with virtual time
   */
  public Optional<Instant> nextEvent() {
    return virtualClock().nextDue();
  }

  private VirtualClock virtualClock() {
    if (clock instanceof VirtualClock virtual) {
      return virtual;
    }
    throw new InvalidInputException(
        "Only virtual time is turned by hand; build the module with virtualTime()");
  }

  /** Takes the power away, closes all ports and ends all threads. What is kept on disk stays. */
  @Override
  public void close() {
    core.close();
  }

  /**
   * Names the model and the root of trust.
   *
   * @return such as {@code SimulatedModule[SARA-R510M8S, 0a04f008003c9623]}
   */
  @Override
  public String toString() {
    return "SimulatedModule[" + core + "]";
  }

  /** Builds a {@link SimulatedModule}. */
  public static final class Builder {
    private static final String DIGITS = "[0-9]+";
    private static final int LONGEST_PLAINTEXT = 900;
    private static final int LONGEST_PAYLOAD = 65_536;

    private final RootOfTrust rootOfTrust;
    private SimulatedModuleModel model = SimulatedModuleModel.SARA_R510M8S;
    private @Nullable String firmware;
    private String imei = "357862090123456";
    private String imsi = "001010123456789";
    private String iccid = "89860000502000180722";
    private @Nullable Air air;
    private int timeFactor = 1;
    private @Nullable Instant virtualStart;
    private @Nullable Path storage;
    private @Nullable Long seed;
    private Delays delays =
        new Delays(
            Duration.ofSeconds(3),
            Duration.ofSeconds(2),
            Duration.ofSeconds(5),
            Duration.ofSeconds(8));
    private @Nullable Duration powerOnAgain;
    private boolean waitsForClient;
    private @Nullable SealStateReply sealStateReply;
    private int longestPlaintext = LONGEST_PLAINTEXT;
    private boolean promptBlank;
    private DigitCase digitCase = DigitCase.AS_SEEN;
    private boolean quotedRotUid;
    private boolean pemCrLf;
    private RotFirmware rotFirmware = RotFirmware.UP_TO_DATE;
    private List<ModuleFault> faults = List.of();

    private Builder(RootOfTrust rootOfTrust) {
      this.rootOfTrust = rootOfTrust;
    }

    /**
     * Chooses the model.
     *
     * @param model the model
     * @return this builder
     */
    public Builder model(SimulatedModuleModel model) {
      this.model = Arguments.required(model, "model");
      return this;
    }

    /**
     * Chooses the firmware: {@code 00B} or {@code 01B}. End-to-end format V2 takes SARA-R5 with
     * 01B.
     *
     * @param version two digits and {@code B}; 01B for SARA-R5 and 00B for SARA-R422 and LARA-R6 if
     *     not set; the names of SARA-R410M and SARA-R412M say theirs
     * @return this builder
     * @throws InvalidInputException if it is anything else
     */
    public Builder firmware(String version) {
      Arguments.required(version, "version");
      if (!version.matches("0[01]B")) {
        throw new InvalidInputException("The firmware is 00B or 01B, not \"" + version + "\"");
      }
      this.firmware = version;
      return this;
    }

    /**
     * Sets the IMEI.
     *
     * @param digits 15 digits
     * @return this builder
     * @throws InvalidInputException if it is anything else
     */
    public Builder imei(String digits) {
      Arguments.required(digits, "digits");
      if (digits.length() != 15) {
        throw new InvalidInputException("An IMEI has 15 digits, not " + digits.length());
      }
      this.imei = requireDigits("An IMEI", digits);
      return this;
    }

    /**
     * Sets the identity of the subscriber on the SIM.
     *
     * @param digits the IMSI
     * @return this builder
     * @throws InvalidInputException if it is not digits
     */
    public Builder imsi(String digits) {
      Arguments.required(digits, "digits");
      this.imsi = requireDigits("An IMSI", digits);
      return this;
    }

    /**
     * Sets the identity of the SIM.
     *
     * @param digits the ICCID
     * @return this builder
     * @throws InvalidInputException if it is not digits
     */
    public Builder iccid(String digits) {
      Arguments.required(digits, "digits");
      this.iccid = requireDigits("An ICCID", digits);
      return this;
    }

    /**
     * Gives it a network, and over it the service.
     *
     * @param air the way to the service; called under the module's lock, so it must not call back
     * @return this builder
     */
    public Builder air(Air air) {
      this.air = Arguments.required(air, "air");
      return this;
    }

    /**
     * Lets time run faster than outside: everything that the module counts, also the idle time
     * after which its UART sleeps ({@code AT+UPSV}). A host in real time believes that it is awake
     * for longer than it is, and loses its first bytes. With power saving, divide the idle limit of
     * the host by the factor, or share a virtual time. With a factor above 1 it waits for a client,
     * see {@link #waitForClient()}.
     *
     * @param factor how many times faster, 1 for real time
     * @return this builder
     * @throws InvalidInputException if it is not 1 to 1000
     */
    public Builder fastTime(int factor) {
      if (factor < 1 || factor > 1000) {
        throw new InvalidInputException("Time runs 1 to 1000 times as fast, not " + factor);
      }
      this.timeFactor = factor;
      this.virtualStart = null;
      return this;
    }

    /**
     * Has it boot and answer as ever, but look for a network only from the first byte of a client
     * on. Otherwise a module in fast time has bootstrapped before anyone can pair chip-to-chip.
     *
     * @return this builder
     */
    public Builder waitForClient() {
      this.waitsForClient = true;
      return this;
    }

    /**
     * Lets time stand still until {@link SimulatedModule#advance} turns it.
     *
     * @param start the time of day to begin with
     * @return this builder
     */
    public Builder virtualTime(Instant start) {
      this.virtualStart = Arguments.required(start, "start");
      return this;
    }

    /**
     * Keeps the non-volatile memory on disk, so that it outlives the object and the process. Folder
     * and file are for their owner only; where others may look into them, that is ended.
     *
     * @param folder a folder of the module's own, made if absent; without one the memory lives as
     *     long as the object
     * @return this builder
     */
    public Builder storage(Path folder) {
      this.storage = Arguments.required(folder, "folder");
      return this;
    }

    /**
     * Makes everything random repeatable, keys' identities included. For tests only.
     *
     * @param seed the seed
     * @return this builder
     */
    public Builder insecureSeed(long seed) {
      this.seed = seed;
      return this;
    }

    /**
     * Sets how long it takes from power to the first answer.
     *
     * @param duration the time; 3 s if not set
     * @return this builder
     * @throws InvalidInputException if negative
     */
    public Builder bootTime(Duration duration) {
      Arguments.required(duration, "duration");
      this.delays =
          new Delays(
              required(duration), delays.registration(), delays.bootstrap(), delays.sealing());
      return this;
    }

    /**
     * Sets how long it takes from radio on to connected.
     *
     * @param duration the time; 2 s if not set
     * @return this builder
     * @throws InvalidInputException if negative
     */
    public Builder registrationTime(Duration duration) {
      Arguments.required(duration, "duration");
      this.delays =
          new Delays(delays.boot(), required(duration), delays.bootstrap(), delays.sealing());
      return this;
    }

    /**
     * Sets how long all phases of the bootstrap take together.
     *
     * @param duration the time; 5 s if not set (assumed)
     * @return this builder
     * @throws InvalidInputException if negative
     */
    public Builder bootstrapTime(Duration duration) {
      Arguments.required(duration, "duration");
      this.delays =
          new Delays(delays.boot(), delays.registration(), required(duration), delays.sealing());
      return this;
    }

    /**
     * Sets how long sealing takes once the module is bootstrapped.
     *
     * @param duration the time; 8 s if not set (assumed)
     * @return this builder
     * @throws InvalidInputException if negative
     */
    public Builder sealingTime(Duration duration) {
      Arguments.required(duration, "duration");
      this.delays =
          new Delays(delays.boot(), delays.registration(), delays.bootstrap(), required(duration));
      return this;
    }

    /**
     * Lets someone switch it on again after {@code AT+CPWROFF}, for hosts that cannot reach its
     * PWR_ON pin.
     *
     * @param delay how long after; if not set it stays off until {@link SimulatedModule#powerOn()}
     * @return this builder
     * @throws InvalidInputException if negative
     */
    public Builder powerOnAgainAfter(Duration delay) {
      Arguments.required(delay, "delay");
      this.powerOnAgain = required(delay);
      return this;
    }

    /**
     * Sets what {@code AT+USECDEVINFO?} does until bootstrap has succeeded.
     *
     * @param reply what it does; if not set {@link SealStateReply#BLOCKED} for SARA-R410M with a
     *     root of trust and {@link SealStateReply#ZEROS} for all others
     * @return this builder
     */
    public Builder sealStateUntilBootstrapped(SealStateReply reply) {
      this.sealStateReply = Arguments.required(reply, "reply");
      return this;
    }

    /**
     * Sets how many bytes the module encrypts at once, end to end and for local data protection.
     * Evidence: assumed, as the most that a driver should count on; no source says where modules
     * draw the line.
     *
     * @param bytes 1 to 65536; 900 if not set
     * @return this builder
     * @throws InvalidInputException if it is anything else
     */
    public Builder longestPlaintext(int bytes) {
      if (bytes < 1 || bytes > LONGEST_PAYLOAD) {
        throw new InvalidInputException(
            "A module encrypts 1 to " + LONGEST_PAYLOAD + " bytes at once, not " + bytes);
      }
      this.longestPlaintext = bytes;
      return this;
    }

    /**
     * Appends a blank to the prompt, as some firmwares do.
     *
     * @param blank whether there is a blank
     * @return this builder
     */
    public Builder promptBlank(boolean blank) {
      this.promptBlank = blank;
      return this;
    }

    /**
     * Chooses the case of hexadecimal digits.
     *
     * @param digitCase the case; {@link DigitCase#AS_SEEN} if not set
     * @return this builder
     */
    public Builder hexDigits(DigitCase digitCase) {
      this.digitCase = Arguments.required(digitCase, "digitCase");
      return this;
    }

    /**
     * Puts the RoTPublicUID in quotes.
     *
     * @param quoted whether there are quotes
     * @return this builder
     */
    public Builder quotedRotUid(boolean quoted) {
      this.quotedRotUid = quoted;
      return this;
    }

    /**
     * Ends the lines of PEM texts with CR LF instead of LF; no source says which it is.
     *
     * @param crLf whether there is a CR
     * @return this builder
     */
    public Builder pemCrLf(boolean crLf) {
      this.pemCrLf = crLf;
      return this;
    }

    /**
     * Sets what {@code AT+USECFW=0} finds, until the update was installed.
     *
     * @param state what it finds; {@link RotFirmware#UP_TO_DATE} if not set
     * @return this builder
     */
    public Builder rotFirmware(RotFirmware state) {
      this.rotFirmware = Arguments.required(state, "state");
      return this;
    }

    /**
     * Sets what goes wrong from the first power-on.
     *
     * @param faults the faults; none if not set
     * @return this builder
     */
    public Builder faults(List<ModuleFault> faults) {
      this.faults = List.copyOf(Arguments.requiredElements(faults, "faults"));
      return this;
    }

    /**
     * Builds the module and gives it power.
     *
     * @return the module, booting
     * @throws InvalidInputException if the storage folder cannot be used, is in use by another
     *     module, or holds the memory of another root of trust, or if the faults name a command
     *     that the model does not have
     */
    public SimulatedModule build() {
      return build(
          virtualStart == null
              ? new RealClock(timeFactor, "thingseal-module-clock")
              : new VirtualClock(virtualStart));
    }

    /** Builds it with another clock. */
    SimulatedModule build(ModuleClock clock) {
      try {
        ModuleCore core = new ModuleCore(config(clock), Commands.ALL, effects(faults));
        core.powerOn();
        return new SimulatedModule(core, clock, faults);
      } catch (InvalidInputException | TransientException e) {
        clock.close();
        throw e;
      }
    }

    private ModuleConfig config(ModuleClock clock) {
      return new ModuleConfig(
          identity(),
          model.firmware(firmware),
          rootOfTrust,
          Optional.ofNullable(air),
          clock,
          Optional.ofNullable(storage),
          random(),
          delays,
          Optional.ofNullable(powerOnAgain),
          waitsForClient || (timeFactor > 1 && virtualStart == null),
          traits());
    }

    private Traits traits() {
      return new Traits(
          sealStateReply == null ? model.firmware(firmware).sealState() : sealStateReply,
          longestPlaintext,
          promptBlank,
          digitCase,
          quotedRotUid,
          pemCrLf,
          rotFirmware);
    }

    private Identity identity() {
      Firmware known = model.firmware(firmware);
      return new Identity(
          model.wireName(),
          model.product(firmware),
          known.revision(),
          known.application(),
          imei,
          imsi,
          iccid);
    }

    private SecureRandom random() {
      if (seed == null) {
        return new SecureRandom();
      }
      try {
        // This one, unlike the default, yields nothing but its seed if seeded before use.
        SecureRandom random = SecureRandom.getInstance("SHA1PRNG");
        random.setSeed(seed);
        return random;
      } catch (NoSuchAlgorithmException e) {
        throw new PermanentException("This Java has no repeatable source of randomness", e);
      }
    }

    private static String requireDigits(String what, String digits) {
      if (!digits.matches(DIGITS)) {
        throw new InvalidInputException(what + " is made of digits, not \"" + digits + "\"");
      }
      return digits;
    }

    private static Duration required(Duration duration) {
      if (duration.isNegative()) {
        throw new InvalidInputException("A duration must not be negative: " + duration);
      }
      return duration;
    }
  }
}
