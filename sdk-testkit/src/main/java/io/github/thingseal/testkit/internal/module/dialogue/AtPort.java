package io.github.thingseal.testkit.internal.module.dialogue;

import io.github.thingseal.testkit.SimulatedModuleLine.Kind;
import io.github.thingseal.testkit.UrcMoment;
import io.github.thingseal.testkit.internal.module.c2c.C2cKeys;
import io.github.thingseal.testkit.internal.module.c2c.C2cSession;
import io.github.thingseal.testkit.internal.module.data.DataCall;
import io.github.thingseal.testkit.internal.module.fault.FaultEffect;
import io.github.thingseal.testkit.internal.module.fault.ReplyPart;
import io.github.thingseal.testkit.internal.module.line.Line;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The dialogue on one port: collects command lines and payloads, executes, answers, and holds URCs
 * back until the line is free.
 */
public final class AtPort {
  static final String OK = "OK";
  static final String ERROR = "ERROR";
  static final String CONNECT = "CONNECT";
  public static final String NO_CARRIER = "NO CARRIER";
  static final String ABORTED = "Command aborted";

  private static final int PREFIX_LENGTH = 2;
  private static final int MAX_LINE = 1024;
  private static final Request BARE = new Request("AT", Request.Form.ACTION, List.of());
  private static final int SUSPENDS = 1;
  private static final int HANGS_UP = 2;
  private static final int MAX_BACKLOG = 8192;
  private static final int MAX_URCS = 1000;
  private static final Duration PAYLOAD_IDLE = Duration.ofSeconds(20);

  private final PortHost core;
  private final int number;
  private final PortOutput output;
  private final UartSleep sleep;
  private final FaultEffect.Dialogue replaced = new Replaced();
  private final PortSettings settings = new PortSettings();
  private final LineEnd lineEnd = new LineEnd();
  private final StringBuilder line = new StringBuilder();
  private final Deque<Byte> backlog = new ArrayDeque<>();
  private final Deque<String> urcs = new ArrayDeque<>();
  private final ByteArrayOutputStream payload = new ByteArrayOutputStream();

  private State state = State.COMMAND;
  private boolean tooLong;
  private boolean autobauding;
  private boolean responseBegun;
  private boolean promptSent;
  private int payloadMissing;
  private Function<byte[], Reply> payloadUse = bytes -> Reply.ok();
  private Runnable cancelTimer = AtPort::nothing;
  private boolean abortable;
  private Runnable afterwards = AtPort::nothing;
  private CommandLine commands = new CommandLine("");
  private Request current = BARE;
  private boolean drainingBacklog;
  private boolean held;
  private @Nullable C2cSession session;
  private @Nullable DataCall call;

  private enum State {
    COMMAND,
    EXECUTING,
    PAYLOAD,
    DATA
  }

  public AtPort(PortHost core, Line line, UartSleep sleep) {
    this.core = core;
    this.number = core.nextPortNumber();
    this.output = new PortOutput(core, line);
    this.sleep = sleep;
  }

  public PortSettings settings() {
    return settings;
  }

  public void cutReplyAfter(int bytes) {
    output.cutAfter(bytes);
  }

  /** The power came, or went: nothing of what was under way is left. */
  public void reset() {
    urcs.clear();
    output.reset();
    resume();
    settings.restore(core.memory());
  }

  /** The multiplexer, which had taken the line, is over: the settings are as they were. */
  public void resume() {
    state = State.COMMAND;
    line.setLength(0);
    lineEnd.forget();
    tooLong = false;
    backlog.clear();
    forgetPayload();
    cancelTimer.run();
    cancelTimer = AtPort::nothing;
    abortable = false;
    afterwards = AtPort::nothing;
    hangUp();
    endSession();
    sleep.touch();
  }

  /** The module is up. */
  public void boot(boolean autobaud, String noise, Optional<String> greeting) {
    autobauding = autobaud;
    output.write(noise);
    greeting.ifPresent(this::urc);
  }

  public void flush() {
    output.flush();
    promptSent = state == State.PAYLOAD;
  }

  /** A byte from the host. */
  public void receive(byte received) {
    if (session == null) {
      accept(received);
    } else {
      session.receive(received);
    }
  }

  /** Keeps URCs until the line is let go: a channel that is not open yet. */
  public void hold(boolean wanted) {
    held = wanted;
  }

  /** The channel of the multiplexer opened: what waited comes now. */
  public void channelOpened() {
    held = false;
    inject(UrcMoment.MUX_OPEN);
    sendUrcs();
  }

  /** From the next byte on, both ways, everything is in frames. */
  public void beginSession(C2cKeys keys) {
    session = new C2cSession(core, keys, this::acceptAll);
    output.encrypt(session::encode);
  }

  /** From the next byte on everything is in clear. */
  public void endSession() {
    session = null;
    output.decrypt();
  }

  public boolean isInSession() {
    return session != null;
  }

  private void acceptAll(byte[] bytes) {
    for (byte b : bytes) {
      accept(b);
    }
  }

  /** Sends a URC as soon as the line is free. */
  public void urc(String text) {
    if (urcs.size() < MAX_URCS) {
      urcs.add(text);
    }
    sendUrcs();
  }

  /** Begins a call over a context. */
  public void call(int context) {
    call =
        new DataCall(
            core,
            context,
            settings.escape(),
            new DataCall.Port() {
              @Override
              public void send(String bytes) {
                output.write(bytes);
              }

              @Override
              public void suspend() {
                leaveData(OK);
              }

              @Override
              public void over() {
                callOver();
              }
            });
  }

  public boolean hasCall() {
    return call != null;
  }

  /** Ends the call, if there is one, without a word. */
  public void hangUp() {
    if (call != null) {
      call.stop();
      call = null;
    }
  }

  /** The host dropped its data terminal ready. */
  public void terminalNotReady() {
    int wanted = settings.value("&D");
    if (call != null && wanted == HANGS_UP) {
      callOver();
    } else if (wanted == SUSPENDS) {
      leaveData(OK);
    }
  }

  /** A context may be gone, and the call over it. */
  public void contextsChanged(IntPredicate active) {
    if (call != null && !active.test(call.context())) {
      callOver();
    }
  }

  /** The client is gone, and with it what was under way in its call. */
  public void clientGone() {
    if (call != null) {
      callOver();
    }
  }

  private void callOver() {
    hangUp();
    if (state == State.DATA) {
      leaveData(NO_CARRIER);
    } else {
      urc(NO_CARRIER);
    }
  }

  private void leaveData(String resultCode) {
    if (state == State.DATA) {
      finish(resultCode);
    }
  }

  private void enterData(DataCall resumed) {
    beginResponse();
    if (!settings.quiet()) {
      say(Kind.RESPONSE, CONNECT);
      output.reply(ResultCode.format(CONNECT, settings.verbose()));
    }
    output.flush();
    afterwards.run();
    afterwards = AtPort::nothing;
    resumed.resume(settings.escape());
    state = State.DATA;
  }

  private void accept(byte received) {
    if (state == State.DATA && call != null) {
      call.accept(received);
    } else if (queues()) {
      queue(received);
    } else if (!lineEnd.includes(received, state == State.PAYLOAD, promptSent)) {
      take(received);
    } else if (state == State.COMMAND && settings.echo()) {
      output.write("\n");
    }
  }

  /** Bytes keep their order: once one waits for the command to end, those after it do too. */
  private boolean queues() {
    return state == State.EXECUTING && !abortable && !backlog.isEmpty();
  }

  private void queue(byte received) {
    if (backlog.size() < MAX_BACKLOG) {
      backlog.add(received);
    }
  }

  private void take(byte received) {
    switch (state) {
      case COMMAND -> acceptCommand(received);
      case PAYLOAD -> acceptPayload(received);
      case DATA -> {
        // There is no call any more that would take it.
      }
      case EXECUTING -> {
        if (abortable) {
          abortCommand();
        } else {
          queue(received);
        }
      }
    }
  }

  private void acceptCommand(byte received) {
    char c = (char) (received & 0xFF);
    if (settings.echo()) {
      output.write(String.valueOf(c));
    }
    if (c == '\r') {
      String complete = line.toString();
      line.setLength(0);
      begin(complete);
    } else {
      collect(c);
    }
  }

  /** What stands before the prefix does not count. */
  private void collect(char c) {
    char upper = Character.toUpperCase(c);
    if (line.length() >= PREFIX_LENGTH) {
      tooLong |= line.length() == MAX_LINE;
      line.append(tooLong ? "" : c);
    } else if (line.length() == 1 && isSecondOfPrefix(c)) {
      line.append(c);
    } else if (c != ' ') {
      line.setLength(0);
      line.append(upper == 'A' ? c : "");
    }
  }

  /** While the speed is guessed, both letters have the same case. */
  private boolean isSecondOfPrefix(char c) {
    boolean sameCase = Character.isUpperCase(c) == Character.isUpperCase(line.charAt(0));
    return Character.toUpperCase(c) == 'T' && (sameCase || !autobauding);
  }

  private void begin(String complete) {
    boolean overflow = tooLong;
    tooLong = false;
    if (complete.length() < PREFIX_LENGTH) {
      sendUrcs();
      return;
    }
    autobauding = false;
    responseBegun = false;
    afterwards = AtPort::nothing;
    state = State.EXECUTING;
    if (overflow) {
      finish(CmeError.INCORRECT_PARAMETERS.resultCode(settings.cmee()));
      return;
    }
    current = BARE;
    String line = complete.substring(PREFIX_LENGTH);
    core.said(number, Kind.COMMAND, text -> text.commandLine(line));
    commands = new CommandLine(line);
    if (commands.hasNext()) {
      next();
    } else {
      execute();
    }
  }

  private void next() {
    if (!commands.hasNext()) {
      finish(OK);
      return;
    }
    try {
      current = commands.next();
    } catch (CommandRefused refused) {
      finish(refused.error().resultCode(settings.cmee()));
      return;
    }
    execute();
  }

  private void execute() {
    afterLatency(
        () ->
            core.faults()
                .replacement(current.name())
                .ifPresentOrElse(replacement -> replacement.act(replaced), this::run));
  }

  private void afterLatency(Runnable task) {
    Duration latency = core.faults().delay(current.name());
    if (latency.isZero()) {
      task.run();
    } else {
      cancelTimer = core.schedule(latency, task);
    }
  }

  private void run() {
    answer(core.commands().execute(this, current));
  }

  private void answer(Reply reply) {
    if (reply instanceof Reply.Done done) {
      sendInfo(done);
      next();
    } else if (reply instanceof Reply.Failed failed) {
      finish(failed.error().resultCode(settings.cmee()));
    } else if (reply instanceof Reply.Result result) {
      finish(result.code());
    } else if (reply instanceof Reply.Connect && call != null) {
      enterData(call);
    } else if (reply instanceof Reply.Prompt prompt) {
      prompt(prompt);
    } else if (reply instanceof Reply.Later later) {
      await(task -> core.schedule(later.delay(), task), later.reply());
    } else if (reply instanceof Reply.Awaited awaited) {
      await(awaited.event(), awaited.reply());
    }
  }

  /** What faults do in the place of a command. */
  private final class Replaced implements FaultEffect.Dialogue {
    @Override
    public void finish(String resultCode) {
      AtPort.this.finish(resultCode);
    }

    @Override
    public void sendNoise(int lengthBytes) {
      byte[] noise = new byte[lengthBytes];
      core.config().random().nextBytes(noise);
      say(Kind.RESPONSE, DialogueText.bytes(noise.length));
      output.reply(new String(noise, StandardCharsets.ISO_8859_1));
      release();
    }

    @Override
    public void ignore() {
      release();
    }

    @Override
    public void restart(Duration after) {
      core.schedule(after, core::reboot);
    }
  }

  private void await(Function<Runnable, Runnable> event, Supplier<Reply> reply) {
    cancelTimer =
        event.apply(
            () -> {
              abortable = false;
              answer(reply.get());
            });
    abortable = true;
  }

  private void abortCommand() {
    cancelTimer.run();
    abortable = false;
    finish(ABORTED);
  }

  private void sendInfo(Reply.Done done) {
    afterwards = chain(afterwards, done.afterwards());
    if (done.lines().isEmpty()) {
      return;
    }
    beginResponse();
    Request asked = current;
    done.lines()
        .forEach(info -> core.said(number, Kind.RESPONSE, text -> text.information(asked, info)));
    String gap = "\r\n" + urcs(UrcMoment.LINE_GAP);
    String text = done.lines().stream().map(this::window).collect(Collectors.joining(gap));
    output.reply((settings.verbose() ? done.lead() : "") + text + "\r\n");
    inject(UrcMoment.BETWEEN_LINES);
  }

  private static Runnable chain(Runnable first, Runnable second) {
    return () -> {
      first.run();
      second.run();
    };
  }

  /** The text of a line as it is sent, with URCs inside its binary window if that is wanted. */
  private String window(Info info) {
    ReplyPart part =
        core.faults()
            .reply(
                new ReplyPart(
                    ReplyPart.Kind.INFORMATION,
                    current.name(),
                    info.text(),
                    info.binaryStart(),
                    info.binaryLength()));
    if (part.binaryLength() == 0) {
      return part.text();
    }
    int middle = part.binaryStart() + part.binaryLength() / 2;
    return part.text().substring(0, middle)
        + urcs(UrcMoment.INSIDE_BINARY)
        + part.text().substring(middle);
  }

  /** A part of a reply without a binary window, as it is sent. */
  private String part(ReplyPart.Kind kind, String text) {
    return core.faults().reply(ReplyPart.of(kind, current.name(), text)).text();
  }

  private void prompt(Reply.Prompt prompt) {
    beginResponse();
    say(Kind.RESPONSE, ">");
    String blank = core.config().traits().promptBlank() ? " " : "";
    output.reply(part(ReplyPart.Kind.PROMPT, "\r\n>" + blank));
    inject(UrcMoment.AFTER_PROMPT);
    state = State.PAYLOAD;
    payloadMissing = prompt.lengthBytes();
    payloadUse = prompt.payload();
    restartPayloadTimer();
  }

  private void acceptPayload(byte received) {
    payload.write(received);
    payloadMissing--;
    restartPayloadTimer();
    if (payloadMissing == 0) {
      cancelTimer.run();
      state = State.EXECUTING;
      byte[] bytes = payload.toByteArray();
      say(Kind.PAYLOAD, DialogueText.bytes(bytes.length));
      Function<byte[], Reply> use = payloadUse;
      forgetPayload();
      afterLatency(() -> answer(use.apply(bytes)));
    }
  }

  private void restartPayloadTimer() {
    cancelTimer.run();
    cancelTimer =
        core.schedule(
            PAYLOAD_IDLE,
            () -> {
              forgetPayload();
              finish(ERROR);
            });
  }

  private void forgetPayload() {
    payload.reset();
    payloadMissing = 0;
    payloadUse = bytes -> Reply.ok();
  }

  private void finish(String resultCode) {
    beginResponse();
    Runnable then = resultCode.equals(OK) ? afterwards : AtPort::nothing;
    if (!settings.quiet()) {
      sendResult(resultCode);
    }
    // What is done afterwards may change how the line is spoken, but not for what was said.
    output.flush();
    then.run();
    release();
  }

  private void sendResult(String resultCode) {
    String formatted = ResultCode.format(resultCode, settings.verbose());
    String sent = part(ReplyPart.Kind.RESULT, formatted);
    if (!sent.isEmpty()) {
      core.said(number, Kind.RESPONSE, text -> text.result(resultCode));
      output.reply(sent);
    }
  }

  private void release() {
    state = State.COMMAND;
    cancelTimer = AtPort::nothing;
    afterwards = AtPort::nothing;
    sleep.touch();
    sendUrcs();
    drainBacklog();
  }

  /** A command that is executed from here comes back here; the outer loop goes on then. */
  private void drainBacklog() {
    if (drainingBacklog) {
      return;
    }
    drainingBacklog = true;
    while (state != State.EXECUTING && !backlog.isEmpty()) {
      accept(backlog.remove());
    }
    drainingBacklog = false;
  }

  private void beginResponse() {
    if (!responseBegun) {
      responseBegun = true;
      inject(UrcMoment.BEFORE_RESPONSE);
    }
  }

  private String urcs(UrcMoment moment) {
    return core.faults().unsolicited(moment).stream()
        .map(urc -> framed(urc.text()).repeat(urc.times()))
        .collect(Collectors.joining());
  }

  private void inject(UrcMoment moment) {
    String text = urcs(moment);
    if (!text.isEmpty()) {
      output.write(text);
      output.endOfUrc();
    }
  }

  /** A URC never stands in the middle of a command that is being typed. */
  private void sendUrcs() {
    if (state != State.COMMAND || autobauding || held || line.length() >= PREFIX_LENGTH) {
      return;
    }
    while (!urcs.isEmpty()) {
      String urc = urcs.remove();
      core.said(number, Kind.UNSOLICITED, text -> text.result(urc));
      output.write(framed(urc));
      output.endOfUrc();
      sleep.touch();
    }
  }

  private void say(Kind kind, String harmless) {
    core.said(number, kind, text -> harmless);
  }

  private String framed(String text) {
    return (settings.verbose() ? "\r\n" : "") + text + "\r\n";
  }

  private static void nothing() {}
}
