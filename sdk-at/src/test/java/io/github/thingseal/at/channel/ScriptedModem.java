package io.github.thingseal.at.channel;

import io.github.thingseal.at.command.AtCommand;
import io.github.thingseal.at.command.InfoLine;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A module that answers by script, and the channel to it, in time that a test turns. */
final class ScriptedModem implements AutoCloseable {
  private static final Pattern LINE_END = Pattern.compile("(?<=\r)");
  private static final Duration TICK = Duration.ofMillis(10);

  final VirtualScheduler time = new VirtualScheduler();
  final ScriptedTransport line = new ScriptedTransport();
  final AtChannel channel;
  final List<String> unsolicited = Collections.synchronizedList(new ArrayList<>());
  final List<String> sent = new ArrayList<>();

  private final Map<String, Deque<String>> script = new HashMap<>();

  ScriptedModem() {
    this(options -> options);
  }

  ScriptedModem(UnaryOperator<ChannelOptions.Builder> change) {
    channel =
        AtChannel.open(
            line,
            change.apply(ChannelOptions.builder().scheduler(time).executor(Runnable::run)).build());
    channel.subscribeAll(info -> unsolicited.add(shown(info)));
    on("AT", ok());
    on("AT+CMEE?", ok("+CMEE: 2"));
  }

  private static String shown(InfoLine info) {
    return info.size() == 0 ? info.prefix() : info.prefix() + info.text(0);
  }

  /** Answers in this order; the last answer is given again and again. */
  ScriptedModem on(String heard, String... answers) {
    script.put(heard, new ArrayDeque<>(List.of(answers)));
    return this;
  }

  static String ok(String... info) {
    return text(info) + text("OK");
  }

  static String text(String... lines) {
    StringBuilder all = new StringBuilder();
    for (String each : lines) {
      all.append("\r\n").append(each).append("\r\n");
    }
    return all.toString();
  }

  void say(String... lines) {
    line.say(text(lines));
  }

  <R> CompletableFuture<R> submit(AtCommand<R> command) {
    return channel.submit(command);
  }

  /** Sends a command and lets time pass until it has ended, or a day has passed. */
  <R> CompletableFuture<R> run(AtCommand<R> command) {
    CompletableFuture<R> result = submit(command);
    for (int i = 0; i < 60_000 && !result.isDone(); i++) {
      tick();
    }
    return result;
  }

  void pass(Duration duration) {
    for (Duration left = duration; !left.isNegative() && !left.isZero(); left = left.minus(TICK)) {
      tick();
    }
  }

  private void tick() {
    time.advance(TICK);
    for (String each : List.of(LINE_END.split(line.heard(), -1))) {
      if (!each.isEmpty()) {
        sent.add(each.strip());
        String answer = next(each.strip());
        if (answer != null) {
          line.say(answer);
        }
      }
    }
  }

  private @Nullable String next(String heard) {
    Deque<String> answers = script.getOrDefault(heard, new ArrayDeque<>());
    return answers.size() > 1 ? answers.poll() : answers.peek();
  }

  @Override
  public void close() {
    channel.close();
  }
}
