package io.github.thingseal.testkit.internal.module;

import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** One command and what each of its forms answers. */
final class Command {
  private UnaryOperator<CommandError> errors = UnaryOperator.identity();
  private Runnable guard = () -> {};
  private Supplier<Reply> test = Reply::ok;
  private Function<AtPort, Reply> read = port -> noSuchForm();
  private Function<AtPort, Reply> action = port -> noSuchForm();
  private BiFunction<AtPort, Request, Reply> set = (port, request) -> noSuchForm();

  /** Translates the errors that it fails with. */
  Command errors(UnaryOperator<CommandError> translation) {
    this.errors = translation;
    return this;
  }

  CommandError translated(CommandError error) {
    return errors.apply(error);
  }

  /** Runs before all but the test form; it may throw {@link CommandRefused}. */
  Command guard(Runnable check) {
    this.guard = check;
    return this;
  }

  Command test(String text) {
    this.test = () -> Reply.lines(text);
    return this;
  }

  Command test(Supplier<Reply> answer) {
    this.test = answer;
    return this;
  }

  Command read(Function<AtPort, Reply> answer) {
    this.read = answer;
    return this;
  }

  Command action(Function<AtPort, Reply> answer) {
    this.action = answer;
    return this;
  }

  Command set(BiFunction<AtPort, Request, Reply> answer) {
    this.set = answer;
    return this;
  }

  Reply execute(AtPort port, Request request) {
    if (request.form() != Request.Form.TEST) {
      guard.run();
    }
    return switch (request.form()) {
      case TEST -> test.get();
      case READ -> read.apply(port);
      case ACTION -> action.apply(port);
      case SET -> set.apply(port, request);
    };
  }

  private static Reply noSuchForm() {
    return Reply.failed(CmeError.OPERATION_NOT_SUPPORTED);
  }
}
