package io.github.thingseal.cloud.operation;

import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.internal.arguments.Arguments;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The names of fields that the service spells differently from the SDK. Each name stands for one
 * field, wherever in the request or answer it occurs; a request in which two fields come to share a
 * name is refused and not sent.
 */
public final class FieldNames {
  private static final FieldNames UNCHANGED = new FieldNames(Map.of(), Map.of());

  private final Map<String, String> inRequest;
  private final Map<String, String> inAnswer;

  private FieldNames(Map<String, String> inRequest, Map<String, String> inAnswer) {
    this.inRequest = inRequest;
    this.inAnswer = inAnswer;
  }

  /**
   * The names of the standard catalogue.
   *
   * @return names that change nothing
   */
  public static FieldNames unchanged() {
    return UNCHANGED;
  }

  /**
   * Names that differ.
   *
   * @param inRequest for fields of the request: the SDK's name, and the service's
   * @param inAnswer for fields of the answer: the SDK's name, and the service's
   * @return the names
   * @throws InvalidInputException if two fields have one name, or names that differ in case only:
   *     answers are read in any case
   */
  public static FieldNames of(Map<String, String> inRequest, Map<String, String> inAnswer) {
    return new FieldNames(copy(inRequest, "inRequest"), copy(inAnswer, "inAnswer"));
  }

  /**
   * The names of the request's fields that differ.
   *
   * @return the SDK's name, and the service's
   */
  public Map<String, String> inRequest() {
    return inRequest;
  }

  /**
   * The names of the answer's fields that differ.
   *
   * @return the SDK's name, and the service's
   */
  public Map<String, String> inAnswer() {
    return inAnswer;
  }

  private static Map<String, String> copy(Map<String, String> names, String parameter) {
    Arguments.required(names, parameter);
    Arguments.requiredElements(names.keySet(), parameter);
    Arguments.requiredElements(names.values(), parameter);
    Set<String> wire = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    names.forEach(
        (sdk, service) -> {
          if (sdk.isBlank() || service.isBlank()) {
            throw new InvalidInputException("The name of a field cannot be blank");
          }
          if (!wire.add(service)) {
            throw new InvalidInputException(
                "Two fields have the name " + service + ", in whatever case");
          }
        });
    return Collections.unmodifiableMap(new TreeMap<>(names));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FieldNames that
        && inRequest.equals(that.inRequest)
        && inAnswer.equals(that.inAnswer);
  }

  @Override
  public int hashCode() {
    return 31 * inRequest.hashCode() + inAnswer.hashCode();
  }

  /**
   * Names the fields.
   *
   * @return such as {@code FieldNames[request {PSKIdentity=Identity}, answer {}]}
   */
  @Override
  public String toString() {
    return "FieldNames[request " + inRequest + ", answer " + inAnswer + "]";
  }
}
