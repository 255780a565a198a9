package io.github.thingseal.testkit;

import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.internal.arguments.Arguments;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

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
    return everywhere(new Effect.Refused(requireStatus(status, 400), code, message));
  }

  /**
   * What an API gateway answers where it does not know a path: 403 {@code Missing Authentication
   * Token}.
   *
   * @return the fault
   */
  public static ServiceFault unknownPath() {
    return everywhere(new Effect.UnknownPath());
  }

  /**
   * A page for people, such as a proxy makes.
   *
   * @param status an HTTP status, 200 to 599
   * @return the fault
   * @throws InvalidInputException if the status is none
   */
  public static ServiceFault htmlPage(int status) {
    return everywhere(new Effect.HtmlPage(requireStatus(status, 200)));
  }

  /**
   * The status of the answer, and nothing behind it.
   *
   * @return the fault
   */
  public static ServiceFault emptyBody() {
    return everywhere(new Effect.EmptyBody());
  }

  /**
   * The connection ends in the middle of the body.
   *
   * @return the fault
   */
  public static ServiceFault halfBody() {
    return everywhere(new Effect.HalfBody());
  }

  /**
   * The operation is carried out, but no answer ever comes.
   *
   * @return the fault
   */
  public static ServiceFault noAnswer() {
    return everywhere(new Effect.NoAnswer());
  }

  /**
   * The operation is carried out, then the connection is closed in good order.
   *
   * @return the fault
   */
  public static ServiceFault disconnect() {
    return everywhere(new Effect.Disconnect(false));
  }

  /**
   * The operation is carried out, then the connection is reset.
   *
   * @return the fault
   */
  public static ServiceFault reset() {
    return everywhere(new Effect.Disconnect(true));
  }

  /**
   * The answer comes late, in real time.
   *
   * @param delay how late
   * @return the fault
   */
  public static ServiceFault slow(Duration delay) {
    Arguments.required(delay, "delay");
    return everywhere(new Effect.Slow(delay));
  }

  /**
   * A field is missing from the JSON object of the answer.
   *
   * @param name the field
   * @return the fault
   */
  public static ServiceFault missingField(String name) {
    Arguments.required(name, "name");
    return everywhere(new Effect.MissingField(name));
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
    return everywhere(new Effect.ExtraField(name, value));
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
    return everywhere(new Effect.WrongType(name));
  }

  /**
   * Tokens are issued that have expired already.
   *
   * @return the fault
   */
  public static ServiceFault expiredToken() {
    return everywhere(new Effect.ExpiredToken());
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
   * What goes wrong.
   *
   * @return the effect
   */
  public Effect effect() {
    return effect;
  }

  /**
   * Whether a request can be hit.
   *
   * @param requestPath the path below the base URL
   * @return whether it is the path of this fault, or the fault has none
   */
  public boolean fits(String requestPath) {
    Arguments.required(requestPath, "requestPath");
    return path.equals(EVERY_PATH) || path.equals(requestPath);
  }

  /**
   * How often it happens.
   *
   * @return the count; {@link Integer#MAX_VALUE} if it never ends
   */
  public int times() {
    return times;
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

  private static ServiceFault error(int status, String retryAfter) {
    return everywhere(new Effect.Status(requireStatus(status, 400), retryAfter));
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

  /** What goes wrong; made by the methods of {@link ServiceFault}. */
  public sealed interface Effect {
    /**
     * An error in the place of the operation.
     *
     * @param code the HTTP status
     * @param retryAfter the Retry-After header, empty if there is none
     */
    record Status(int code, String retryAfter) implements Effect {
      /**
       * Checks that nothing is null.
       *
       * @param code the HTTP status
       * @param retryAfter the Retry-After header, empty if there is none
       */
      public Status {
        Arguments.required(retryAfter, "retryAfter");
      }
    }

    /**
     * An error with a reason in the place of the operation.
     *
     * @param status the HTTP status
     * @param code why, for programs
     * @param message why, for people
     */
    record Refused(int status, String code, String message) implements Effect {
      /**
       * Checks that nothing is null.
       *
       * @param status the HTTP status
       * @param code why, for programs
       * @param message why, for people
       */
      public Refused {
        Arguments.required(code, "code");
        Arguments.required(message, "message");
      }
    }

    /** A gateway's answer on a path that it does not know. */
    record UnknownPath() implements Effect {}

    /**
     * A page in the place of the operation.
     *
     * @param code the HTTP status
     */
    record HtmlPage(int code) implements Effect {}

    /** Nothing behind the headers. */
    record EmptyBody() implements Effect {}

    /** The connection ends in the middle of the body. */
    record HalfBody() implements Effect {}

    /** Nothing comes. */
    record NoAnswer() implements Effect {}

    /**
     * The connection ends before the answer.
     *
     * @param abrupt whether by a reset
     */
    record Disconnect(boolean abrupt) implements Effect {}

    /**
     * The answer comes late.
     *
     * @param delay how late
     */
    record Slow(Duration delay) implements Effect {
      /**
       * Checks that nothing is null.
       *
       * @param delay how late
       */
      public Slow {
        Arguments.required(delay, "delay");
      }
    }

    /**
     * A field is left out.
     *
     * @param name the field
     */
    record MissingField(String name) implements Effect {
      /**
       * Checks that nothing is null.
       *
       * @param name the field
       */
      public MissingField {
        Arguments.required(name, "name");
      }
    }

    /**
     * A field is added.
     *
     * @param name the field
     * @param value its value
     */
    record ExtraField(String name, String value) implements Effect {
      /**
       * Checks that nothing is null.
       *
       * @param name the field
       * @param value its value
       */
      public ExtraField {
        Arguments.required(name, "name");
        Arguments.required(value, "value");
      }
    }

    /**
     * A field has another type.
     *
     * @param name the field
     */
    record WrongType(String name) implements Effect {
      /**
       * Checks that nothing is null.
       *
       * @param name the field
       */
      public WrongType {
        Arguments.required(name, "name");
      }
    }

    /** Tokens have expired already. */
    record ExpiredToken() implements Effect {}
  }
}
