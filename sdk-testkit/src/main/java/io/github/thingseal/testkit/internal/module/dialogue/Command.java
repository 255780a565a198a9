package io.github.thingseal.testkit.internal.module.dialogue;

import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** One command and what each of its forms answers. */
public final class Command {
  private UnaryOperator<CommandError> errors = UnaryOperator.identity();
  private Runnable guard = () -> {};
  private Supplier<Reply> test = Reply::ok;
  private Function<AtPort, Reply> read = port -> noSuchForm();
  private Function<AtPort, Reply> action = port -> noSuchForm();
  private BiFunction<AtPort, Request, Reply> set = (port, request) -> noSuchForm();

  /** Translates the errors that it fails with. */
  public Command errors(UnaryOperator<CommandError> translation) {
    this.errors = translation;
    return this;
  }

  CommandError translated(CommandError error) {
    return errors.apply(error);
  }

  /** Runs before all but the test form; it may throw {@link CommandRefused}. */
  public Command guard(Runnable check) {
    this.guard = check;
    return this;
  }

  public Command test(String text) {
    this.test = () -> Reply.lines(text);
    return this;
  }

  public Command test(Supplier<Reply> answer) {
    this.test = answer;
    return this;
  }

  public Command read(Function<AtPort, Reply> answer) {
    this.read = answer;
    return this;
  }

  public Command action(Function<AtPort, Reply> answer) {
    this.action = answer;
    return this;
  }

  public Command set(BiFunction<AtPort, Request, Reply> answer) {
    this.set = answer;
    return this;
  }

  public Reply execute(AtPort port, Request request) {
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
