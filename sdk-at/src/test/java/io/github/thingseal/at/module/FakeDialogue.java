package io.github.thingseal.at.module;

import io.github.thingseal.at.channel.Dialogue;
import io.github.thingseal.at.command.AtCommand;
import io.github.thingseal.at.command.AtError;
import io.github.thingseal.at.command.ChannelClosedException;
import io.github.thingseal.at.command.CommandNotSupportedException;
import io.github.thingseal.at.command.CommandRejectedException;
import io.github.thingseal.at.command.CommandTimeoutException;
import io.github.thingseal.at.command.GarbledReplyException;
import io.github.thingseal.at.command.InfoLine;
import io.github.thingseal.at.command.Lines;
import io.github.thingseal.at.command.ModuleBusyException;
import io.github.thingseal.at.command.ModuleRestartedException;
import io.github.thingseal.core.ThingsealException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** A dialogue that answers by script, with {@code OK} to everything that is not in it. */
final class FakeDialogue implements Dialogue {
  /** How one command is answered. */
  interface Answer {
    List<InfoLine> to(AtCommand<?> command);
  }

  private final Map<String, Deque<Answer>> script = new HashMap<>();
  private final List<String> sent = Collections.synchronizedList(new ArrayList<>());

  /** A SARA-R510M8S with firmware 01B that answers the questions of start-up. */
  static FakeDialogue saraR5() {
    return of("SARA-R510M8S", "SARA-R510M8S-01B-00");
  }

  static FakeDialogue of(String model, String product) {
    return new FakeDialogue()
        .on("AT+CGMI", ok("u-blox"))
        .on("AT+CGMM", ok(model))
        .on("ATI", ok(product))
        .on("ATI9", ok("03.15,A00.01"))
        .on("AT+CGMR", ok("03.15"))
        .on("AT+CGSN", ok("357862090123456"))
        .on("AT+UMNOPROF?", ok("+UMNOPROF: 100"))
        .on("AT+USECROTUID", ok("+USECROTUID: 0A04F008003C9623"));
  }

  /** Answers in this order; the last answer is given again and again. */
  FakeDialogue on(String line, Answer... answers) {
    script.put(line, new ArrayDeque<>(Arrays.asList(answers)));
    return this;
  }

  static Answer ok(String... lines) {
    return command -> Lines.of(lines);
  }

  static Answer lines(List<InfoLine> lines) {
    return command -> lines;
  }

  static Answer error(String finalResult) {
    return command -> {
      throw rejection(command.line(), AtError.parse(finalResult).orElseThrow());
    };
  }

  static Answer timeout(boolean mayHaveBeenCarriedOut) {
    return command -> {
      throw new CommandTimeoutException(command.line(), mayHaveBeenCarriedOut, "no answer");
    };
  }

  static Answer closed(boolean mayHaveBeenCarriedOut) {
    return command -> {
      throw new ChannelClosedException(command.line(), mayHaveBeenCarriedOut, "closed");
    };
  }

  static Answer restarted() {
    return command -> {
      throw new ModuleRestartedException(command.line(), true, "greeted");
    };
  }

  static Answer garbled() {
    return command -> {
      throw new GarbledReplyException(command.line(), true, "damaged");
    };
  }

  private static ThingsealException rejection(String line, AtError error) {
    if (error.isBusy()) {
      return new ModuleBusyException(line, error, "busy: " + error);
    }
    return error.isNotSupported()
        ? new CommandNotSupportedException(line, error, "not supported: " + error)
        : new CommandRejectedException(line, error, "refused: " + error);
  }

  List<String> sent() {
    return List.copyOf(sent);
  }

  void forget() {
    sent.clear();
  }

  @Override
  public <R> R execute(AtCommand<R> command) {
    sent.add(command.line());
    return command.read(next(command.line()).map(answer -> answer.to(command)).orElse(List.of()));
  }

  private synchronized Optional<Answer> next(String line) {
    Deque<Answer> answers = script.getOrDefault(line, new ArrayDeque<>());
    return Optional.ofNullable(answers.size() > 1 ? answers.poll() : answers.peek());
  }

  @Override
  public <R> CompletableFuture<R> submit(AtCommand<R> command) {
    try {
      return CompletableFuture.completedFuture(execute(command));
    } catch (ThingsealException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  @Override
  public Subscription subscribe(String prefix, Consumer<InfoLine> listener) {
    return () -> sent.add("unsubscribed " + prefix);
  }
}
