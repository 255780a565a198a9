package io.github.thingseal.testkit.internal.service;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What a fault does at the points where faults of the service can strike: a method for each. A
 * fault overrides those where it strikes.
 */
public interface ResponseFault {
  /** The field without which an answer is not hit; empty if it hits answers of any fields. */
  default Optional<String> field() {
    return Optional.empty();
  }

  /** The answer in the place of the operation, which is then not carried out. */
  default Optional<Answer> instead() {
    return Optional.empty();
  }

  /** Changes the answer of an operation that was carried out, given a source of expired tokens. */
  default Answer change(Answer answer, Supplier<String> expiredToken) {
    return answer;
  }

  /** Sends the answer; the connection ends if this returns false. */
  default boolean send(ResponseLine line) throws IOException {
    return line.send();
  }
}
