package io.github.thingseal.cloud.operation;

import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.internal.arguments.Arguments;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * One operation of the REST API: a {@code POST} of a JSON object to a path below the base URL.
 * {@link OperationCatalogue} has those with a typed method, {@link #custom} makes others.
 */
public final class Operation {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._/~-]{1,200}");
  private static final Pattern PATH = Pattern.compile("(?:/[A-Za-z0-9._~-]{1,100}){1,20}");
  private static final Pattern DOTS = Pattern.compile(".*/\\.\\.?(?:/.*)?");

  private final String name;
  private final String path;
  private final boolean repeatable;
  private final boolean portalOnly;
  private final OperationEvidence evidence;
  private final FieldNames fieldNames;

  private Operation(Builder builder) {
    this.name = builder.name;
    this.path = builder.path;
    this.repeatable = builder.repeatable;
    this.portalOnly = builder.portalOnly;
    this.evidence = builder.evidence;
    this.fieldNames = builder.fieldNames;
  }

  /**
   * An operation that the catalogue does not have. It is never repeated, because nothing is known
   * about it; {@link #withRepeatable} says otherwise.
   *
   * @param path the path below the base URL, such as {@code /psk/get}; also the name. Segments have
   *     letters, digits and {@code . _ ~ -}
   * @return the operation, assumed in every respect
   * @throws InvalidInputException if the path is not a plain absolute path: no query, no empty,
   *     {@code .} or {@code ..} segment, no escapes
   */
  public static Operation custom(String path) {
    Arguments.required(path, "path");
    return new Builder(path, path).build();
  }

  /** Begins an operation of a document. */
  static Builder named(String name, String path) {
    return new Builder(name, path);
  }

  /**
   * The name in the catalogue, in logs and in exceptions.
   *
   * @return such as {@code psk.get}
   */
  public String name() {
    return name;
  }

  /**
   * The path below the base URL.
   *
   * @return such as {@code /psk/get}
   */
  public String path() {
    return path;
  }

  /**
   * Whether doing it twice leaves the service as doing it once does, so that it may be repeated
   * when the answer to the first attempt is lost.
   *
   * @return whether it may be repeated
   */
  public boolean repeatable() {
    return repeatable;
  }

  /**
   * Whether the vendor offers it in the web portal only. Its path is a placeholder then, and a call
   * is refused before anything is sent; {@link #withPath} takes a path that a service does have.
   *
   * @return whether it is the portal's
   */
  public boolean portalOnly() {
    return portalOnly;
  }

  /**
   * How well it is known.
   *
   * @return the evidence, with its source
   */
  public OperationEvidence evidence() {
    return evidence;
  }

  /**
   * How the service spells fields that the SDK knows under another name.
   *
   * @return the names; none in the standard catalogue
   */
  public FieldNames fieldNames() {
    return fieldNames;
  }

  /**
   * The same operation at another path.
   *
   * @param otherPath the path below the base URL
   * @return a new operation, no longer the portal's; the evidence of a path that differs is {@link
   *     Evidence#ASSUMED}
   * @throws InvalidInputException if the path is not a plain absolute path
   */
  public Operation withPath(String otherPath) {
    Arguments.required(otherPath, "otherPath");
    OperationEvidence known = otherPath.equals(path) ? evidence : evidence.withAssumedPath();
    return toBuilder().path(otherPath).portalOnly(false).evidence(known).build();
  }

  /**
   * The same operation, repeatable or not.
   *
   * @param mayBeRepeated whether it may be repeated when the answer is lost
   * @return a new operation
   */
  public Operation withRepeatable(boolean mayBeRepeated) {
    return toBuilder().repeatable(mayBeRepeated).build();
  }

  /**
   * The same operation with other names of fields.
   *
   * @param names how the service spells the fields
   * @return a new operation
   */
  public Operation withFieldNames(FieldNames names) {
    return toBuilder().fieldNames(Arguments.required(names, "names")).build();
  }

  private Builder toBuilder() {
    return new Builder(name, path)
        .repeatable(repeatable)
        .portalOnly(portalOnly)
        .evidence(evidence)
        .fieldNames(fieldNames);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Operation that
        && name.equals(that.name)
        && path.equals(that.path)
        && repeatable == that.repeatable
        && portalOnly == that.portalOnly
        && evidence.equals(that.evidence)
        && fieldNames.equals(that.fieldNames);
  }

  @Override
  public int hashCode() {
    return Objects.hash(name, path, repeatable, portalOnly, evidence, fieldNames);
  }

  /**
   * Names operation, path and evidence.
   *
   * @return such as {@code psk.get at /psk/get (operation PUBLISHED, path ASSUMED, fields ASSUMED)}
   */
  @Override
  public String toString() {
    return name + " at " + path + " (" + evidence + ")";
  }

  private static String checkedName(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new InvalidInputException(
          "The name of an operation has 1 to 200 letters, digits and . _ - / ~, unlike "
              + printable(name));
    }
    return name;
  }

  private static String checkedPath(String name, String path) {
    if (!PATH.matcher(path).matches() || DOTS.matcher(path).matches()) {
      throw new InvalidInputException(
          "The path of operation "
              + name
              + " must be like /psk/get (no host, query, escapes or empty segments), unlike "
              + printable(path));
    }
    return path;
  }

  private static String printable(String text) {
    String shown = text.length() > 100 ? text.substring(0, 100) + "…" : text;
    return "\"" + shown.replaceAll("\\p{Cc}", "?") + "\"";
  }

  /** Builds an {@link Operation}. */
  static final class Builder {
    private final String name;
    private String path;
    private boolean repeatable;
    private boolean portalOnly;
    private OperationEvidence evidence = OperationEvidence.ofCaller();
    private FieldNames fieldNames = FieldNames.unchanged();

    private Builder(String name, String path) {
      // The path first: where it is also the name, it is the path that is to be mended.
      this.path = checkedPath(printable(name), path);
      this.name = checkedName(name);
    }

    Builder path(String otherPath) {
      this.path = checkedPath(name, otherPath);
      return this;
    }

    Builder repeatable(boolean mayBeRepeated) {
      this.repeatable = mayBeRepeated;
      return this;
    }

    Builder portalOnly(boolean inPortal) {
      this.portalOnly = inPortal;
      return this;
    }

    Builder evidence(OperationEvidence known) {
      this.evidence = known;
      return this;
    }

    Builder fieldNames(FieldNames names) {
      this.fieldNames = names;
      return this;
    }

    Operation build() {
      return new Operation(this);
    }
  }
}
