package io.github.thingseal.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.internal.arguments.Arguments;
import io.github.thingseal.testkit.internal.service.Answer;
import io.github.thingseal.testkit.internal.service.InjectedFault;
import io.github.thingseal.testkit.internal.service.ResponseFault;
import io.github.thingseal.testkit.internal.service.ResponseLine;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Something that goes wrong in the simulated service: what, on which path and how often.
 *
 * <p>Immutable. Unless narrowed by {@link #onPath} and {@link #times} it hits every request until
 * it is cleared; one of a field hits the requests whose answers have that field. An error status or
 * page comes in the place of the operation, which is not carried out; everything else happens to
 * the answer of an operation that was.
 */
public final class ServiceFault {
  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);
  private static final String EVERY_PATH = "";
  private static final int ALWAYS = Integer.MAX_VALUE;

  private final Effect effect;
  private final String path;
  private final int times;

  private ServiceFault(Effect effect, String path, int times) {
    this.effect = effect;
    this.path = path;
    this.times = times;
  }

  /**
   * An error with a JSON body that has a {@code message}.
   *
   * @param status an HTTP status, 400 to 599
   * @return the fault
   * @throws InvalidInputException if the status is no error
   */
  public static ServiceFault status(int status) {
    return error(status, "");
  }

  /**
   * An error that says in seconds when to come again.
   *
   * @param status an HTTP status, 400 to 599
   * @param retryAfter when to come again, in whole seconds
   * @return the fault
   * @throws InvalidInputException if the status is no error
   */
  public static ServiceFault status(int status, Duration retryAfter) {
    Arguments.required(retryAfter, "retryAfter");
    return error(status, Long.toString(retryAfter.toSeconds()));
  }

  /**
   * An error that says as an HTTP date when to come again.
   *
   * @param status an HTTP status, 400 to 599
   * @param retryAt when to come again, in whole seconds
   * @return the fault
   * @throws InvalidInputException if the status is no error
   */
  public static ServiceFault status(int status, Instant retryAt) {
    Arguments.required(retryAt, "retryAt");
    try {
      return error(status, HTTP_DATE.format(retryAt));
    } catch (DateTimeException e) {
      throw new InvalidInputException("retryAt is no date of a calendar: " + retryAt, e);
    }
  }

  /**
   * An error that says why, for programs and for people.
   *
   * @param status an HTTP status, 400 to 599
   * @param code its {@code Code}, such as {@code NotInPlan}
   * @param message its {@code message}
   * @return the fault
   * @throws InvalidInputException if the status is no error
   */
  public static ServiceFault refused(int status, String code, String message) {
    Arguments.required(code, "code");
    Arguments.required(message, "message");
    return everywhere(new Refused(requireStatus(status, 400), code, message));
  }

  /** An error with a reason in the place of the operation. */
  private record Refused(int status, String code, String message) implements Effect {
    @Override
    public Optional<Answer> instead() {
      return Optional.of(Answer.error(status, message, code));
    }
  }

  /**
   * What an API gateway answers where it does not know a path: 403 {@code Missing Authentication
   * Token}.
   *
   * @return the fault
   */
  public static ServiceFault unknownPath() {
    return everywhere(new UnknownPath());
  }

  /** A gateway's answer on a path that it does not know. */
  private record UnknownPath() implements Effect {
    @Override
    public Optional<Answer> instead() {
      return Optional.of(
          Answer.error(403, "Missing Authentication Token")
              .header("x-amzn-ErrorType", "MissingAuthenticationTokenException"));
    }
  }

  /**
   * A page for people, such as a proxy makes.
   *
   * @param status an HTTP status, 200 to 599
   * @return the fault
   * @throws InvalidInputException if the status is none
   */
  public static ServiceFault htmlPage(int status) {
    return everywhere(new HtmlPage(requireStatus(status, 200)));
  }

  /** A page in the place of the operation. */
  private record HtmlPage(int code) implements Effect {
    @Override
    public Optional<Answer> instead() {
      return Optional.of(Answer.html(code));
    }
  }

  /**
   * The status of the answer, and nothing behind it.
   *
   * @return the fault
   */
  public static ServiceFault emptyBody() {
    return everywhere(new EmptyBody());
  }

  /** Nothing behind the headers. */
  private record EmptyBody() implements Effect {
    @Override
    public Answer change(Answer answer, Supplier<String> expiredToken) {
      return answer.withoutBody();
    }
  }

  /**
   * The connection ends in the middle of the body.
   *
   * @return the fault
   */
  public static ServiceFault halfBody() {
    return everywhere(new HalfBody());
  }

  /** The connection ends in the middle of the body. */
  private record HalfBody() implements Effect {
    @Override
    public boolean send(ResponseLine line) throws IOException {
      return line.sendHalf();
    }
  }

  /**
   * The operation is carried out, but no answer ever comes.
   *
   * @return the fault
   */
  public static ServiceFault noAnswer() {
    return everywhere(new NoAnswer());
  }

  /** Nothing comes. */
  private record NoAnswer() implements Effect {
    @Override
    public boolean send(ResponseLine line) throws IOException {
      return line.awaitEnd();
    }
  }

  /**
   * The operation is carried out, then the connection is closed in good order.
   *
   * @return the fault
   */
  public static ServiceFault disconnect() {
    return everywhere(new Disconnect());
  }

  /** The connection ends before the answer. */
  private record Disconnect() implements Effect {
    @Override
    public boolean send(ResponseLine line) {
      return false;
    }
  }

  /**
   * The operation is carried out, then the connection is reset.
   *
   * @return the fault
   */
  public static ServiceFault reset() {
    return everywhere(new Reset());
  }

  /** The connection is reset before the answer. */
  private record Reset() implements Effect {
    @Override
    public boolean send(ResponseLine line) throws IOException {
      return line.reset();
    }
  }

  /**
   * The answer comes late, in real time.
   *
   * @param delay how late
   * @return the fault
   */
  public static ServiceFault slow(Duration delay) {
    Arguments.required(delay, "delay");
    return everywhere(new Slow(delay));
  }

  /** The answer comes late. */
  private record Slow(Duration delay) implements Effect {
    @Override
    public boolean send(ResponseLine line) throws IOException {
      return line.pause(delay) && line.send();
    }
  }

  /**
   * A field is missing from the JSON object of the answer.
   *
   * @param name the field
   * @return the fault
   */
  public static ServiceFault missingField(String name) {
    Arguments.required(name, "name");
    return everywhere(new MissingField(name));
  }

  /** A field is left out. */
  private record MissingField(String name) implements Effect {
    @Override
    public Optional<String> field() {
      return Optional.of(name);
    }

    @Override
    public Answer change(Answer answer, Supplier<String> expiredToken) {
      answer.json().remove(name);
      return answer;
    }
  }

  /**
   * The JSON object of the answer has one field more.
   *
   * @param name the field
   * @param value its value, a string
   * @return the fault
   */
  public static ServiceFault extraField(String name, String value) {
    Arguments.required(name, "name");
    Arguments.required(value, "value");
    return everywhere(new ExtraField(name, value));
  }

  /** A field is added. */
  private record ExtraField(String name, String value) implements Effect {
    @Override
    public Answer change(Answer answer, Supplier<String> expiredToken) {
      answer.json().put(name, value);
      return answer;
    }
  }

  /**
   * A field of the answer has another type than it should: a number in the place of a string, a
   * string in the place of anything else.
   *
   * @param name the field
   * @return the fault
   */
  public static ServiceFault wrongType(String name) {
    Arguments.required(name, "name");
    return everywhere(new WrongType(name));
  }

  /** A field has another type. */
  private record WrongType(String name) implements Effect {
    @Override
    public Optional<String> field() {
      return Optional.of(name);
    }

    @Override
    public Answer change(Answer answer, Supplier<String> expiredToken) {
      JsonNode value = answer.json().path(name);
      if (value.isTextual()) {
        answer.json().put(name, value.textValue().length());
      } else if (!value.isMissingNode()) {
        answer.json().put(name, value.toString());
      }
      return answer;
    }
  }

  /**
   * Tokens are issued that have expired already.
   *
   * @return the fault
   */
  public static ServiceFault expiredToken() {
    return everywhere(new ExpiredToken());
  }

  /** Tokens have expired already. */
  private record ExpiredToken() implements Effect {
    private static final String TOKEN = "AuthToken";

    @Override
    public Optional<String> field() {
      return Optional.of(TOKEN);
    }

    @Override
    public Answer change(Answer answer, Supplier<String> expiredToken) {
      if (answer.json().has(TOKEN)) {
        answer.json().put(TOKEN, expiredToken.get());
      }
      return answer;
    }
  }

  /**
   * The same fault, on one path only.
   *
   * @param onlyPath the path below the base URL, such as {@code /psk/get}
   * @return the narrowed fault
   * @throws InvalidInputException if the path does not begin with a slash
   */
  public ServiceFault onPath(String onlyPath) {
    if (!Arguments.required(onlyPath, "onlyPath").startsWith("/")) {
      throw new InvalidInputException(
          "A path begins with a slash behind the base URL, as /psk/get, unlike \""
              + onlyPath
              + "\"");
    }
    return new ServiceFault(effect, onlyPath, times);
  }

  /**
   * The same fault, for the next few requests that it fits.
   *
   * @param count how many, 1 or more
   * @return the narrowed fault
   * @throws InvalidInputException if the count is not positive
   */
  public ServiceFault times(int count) {
    if (count < 1) {
      throw new InvalidInputException("A fault happens 1 time or more, not " + count);
    }
    return new ServiceFault(effect, path, count);
  }

  /**
   * Names the fault.
   *
   * @return such as {@code ServiceFault[Status[code=503, retryAfter=], /psk/get, 2 times]}
   */
  @Override
  public String toString() {
    return "ServiceFault["
        + effect
        + ", "
        + (path.equals(EVERY_PATH) ? "every path" : path)
        + ", "
        + (times == ALWAYS ? "always" : times + " times")
        + "]";
  }

  /** The fault as the service takes it. */
  InjectedFault injected() {
    return new InjectedFault(toString(), effect, path, times);
  }

  private static ServiceFault error(int status, String retryAfter) {
    return everywhere(new Status(requireStatus(status, 400), retryAfter));
  }

  /** An error in the place of the operation, and when to come again unless that is empty. */
  private record Status(int code, String retryAfter) implements Effect {
    @Override
    public Optional<Answer> instead() {
      return Optional.of(
          Answer.error(code, "Simulated error " + code).header("Retry-After", retryAfter));
    }
  }

  private static int requireStatus(int status, int lowest) {
    if (status < lowest || status > 599) {
      throw new InvalidInputException(
          "A status from " + lowest + " to 599 is needed here, not " + status);
    }
    return status;
  }

  private static ServiceFault everywhere(Effect effect) {
    return new ServiceFault(effect, EVERY_PATH, ALWAYS);
  }

  /** What goes wrong; each is the record behind the method that makes it. */
  private sealed interface Effect extends ResponseFault {}
}
