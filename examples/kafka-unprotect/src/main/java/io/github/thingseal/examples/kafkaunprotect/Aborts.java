package io.github.thingseal.examples.kafkaunprotect;

import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.errors.ApplicationRecoverableException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.TransactionAbortableException;
import org.apache.kafka.common.errors.TransactionAbortedException;

/**
 * Failures that end a transaction and no more. One is an outage of the service. The others come
 * from a broker that has aborted the transaction, because it took too long or another instance took
 * over. The messages since the last commit are processed again.
 */
final class Aborts {
  private static final Set<Class<? extends Exception>> KINDS =
      Set.of(
          ServiceOutageException.class,
          ApplicationRecoverableException.class,
          InvalidTxnStateException.class,
          OutOfOrderSequenceException.class,
          TransactionAbortableException.class,
          TransactionAbortedException.class);

  private Aborts() {}

  /** The one among the causes of a failure, if that is all it is. */
  static Optional<Throwable> causeOf(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      Throwable each = cause;
      if (KINDS.stream().anyMatch(kind -> kind.isInstance(each))) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }
}
