package io.github.thingseal.cloud.operation;

import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.internal.arguments.Arguments;
import java.util.regex.Pattern;

/**
 * One operation of the REST API: a {@code POST} of a JSON object to a path below the base URL.
 *
 * @param name the name in the catalogue, in logs and in exceptions; letters, digits and {@code . _
 *     - /}
 * @param path the path below the base URL, such as {@code /psk/get}; segments of letters, digits
 *     and {@code . _ ~ -}
 * @param repeatable whether doing it twice leaves the service as doing it once does, so that it may
 *     be repeated when the answer to the first attempt is lost
 * @param evidence how well the path is known
 * @param bodyEvidence how well the fields of request and answer are known
 */
public record Operation(
    String name, String path, boolean repeatable, Evidence evidence, Evidence bodyEvidence) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._/~-]{1,200}");
  private static final Pattern PATH = Pattern.compile("(?:/[A-Za-z0-9._~-]{1,100}){1,20}");
  private static final Pattern DOTS = Pattern.compile(".*/\\.\\.?(?:/.*)?");

  /**
   * Checks name and path.
   *
   * @param name the name in the catalogue, in logs and in exceptions; letters, digits and {@code .
   *     _ - /}
   * @param path the path below the base URL, such as {@code /psk/get}; segments of letters, digits
   *     and {@code . _ ~ -}
   * @param repeatable whether doing it twice leaves the service as doing it once does, so that it
   *     may be repeated when the answer to the first attempt is lost
   * @param evidence how well the path is known
   * @param bodyEvidence how well the fields of request and answer are known
   * @throws InvalidInputException if the name is empty or holds other characters, or the path is
   *     not a plain absolute path: no query, no empty, {@code .} or {@code ..} segment, no escapes
   */
  public Operation {
    Arguments.required(name, "name");
    Arguments.required(path, "path");
    Arguments.required(evidence, "evidence");
    Arguments.required(bodyEvidence, "bodyEvidence");
    if (!NAME.matcher(name).matches()) {
      throw new InvalidInputException(
          "The name of an operation has 1 to 200 letters, digits and . _ - / ~, unlike "
              + printable(name));
    }
    if (!PATH.matcher(path).matches() || DOTS.matcher(path).matches()) {
      throw new InvalidInputException(
          "The path of operation "
              + name
              + " must be like /psk/get (no host, query, escapes or empty segments), unlike "
              + printable(path));
    }
  }

  /**
   * An operation that the catalogue does not have. It is never repeated, because nothing is known
   * about it; {@link #withRepeatable} says otherwise.
   *
   * @param path the path below the base URL; also the name
   * @return the operation, assumed in every respect
   * @throws InvalidInputException if the path is not a plain absolute path
   */
  public static Operation custom(String path) {
    Arguments.required(path, "path");
    return new Operation(path, path, false, Evidence.ASSUMED, Evidence.ASSUMED);
  }

  /**
   * The same operation at another path.
   *
   * @param otherPath the path below the base URL
   * @return a new operation; the evidence of its path is {@link Evidence#ASSUMED}
   * @throws InvalidInputException if the path is not a plain absolute path
   */
  public Operation withPath(String otherPath) {
    Arguments.required(otherPath, "otherPath");
    return otherPath.equals(path)
        ? this
        : new Operation(name, otherPath, repeatable, Evidence.ASSUMED, bodyEvidence);
  }

  /**
   * The same operation, repeatable or not.
   *
   * @param mayBeRepeated whether it may be repeated when the answer is lost
   * @return a new operation
   */
  public Operation withRepeatable(boolean mayBeRepeated) {
    return new Operation(name, path, mayBeRepeated, evidence, bodyEvidence);
  }

  private static String printable(String text) {
    String shown = text.length() > 100 ? text.substring(0, 100) + "…" : text;
    return "\"" + shown.replaceAll("\\p{Cntrl}", "?") + "\"";
  }
}
