package io.github.thingseal.examples.coappsk;

import io.github.thingseal.cloud.error.CallTimeoutException;
import io.github.thingseal.cloud.psk.PskStore;
import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.PermanentException;
import io.github.thingseal.core.TransientException;
import io.github.thingseal.core.psk.Psk;
import io.github.thingseal.core.psk.PskIdentity;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.crypto.SecretKey;
import org.eclipse.californium.scandium.dtls.ConnectionId;
import org.eclipse.californium.scandium.dtls.HandshakeResultHandler;
import org.eclipse.californium.scandium.dtls.PskPublicInformation;
import org.eclipse.californium.scandium.dtls.PskSecretResult;
import org.eclipse.californium.scandium.dtls.pskstore.AdvancedPskStore;
import org.eclipse.californium.scandium.util.SecretUtil;
import org.eclipse.californium.scandium.util.ServerNames;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands Californium the keys of its clients, which the service recovers from the identities that
 * they send. No thread of Californium's waits for the service: the key follows when it has come.
 *
 * <p>Without a key Californium answers nothing more, so that no one learns which identities there
 * are, and the client gives up. Why is in the log of the server.
 */
final class ServicePskStore implements AdvancedPskStore, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ServicePskStore.class);

  private final PskStore keys;
  private final ExecutorService results =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "psk-results");
            thread.setDaemon(true);
            return thread;
          });
  private volatile HandshakeResultHandler handler = result -> {};

  /** The keys stay the caller's to close. */
  ServicePskStore(PskStore keys) {
    this.keys = keys;
  }

  @Override
  public void setResultHandler(HandshakeResultHandler resultHandler) {
    this.handler = resultHandler;
  }

  @Override
  public boolean hasEcdhePskSupported() {
    return true;
  }

  /** Returns null, which says that the result follows: on another thread, as it has to be. */
  @Override
  public @Nullable PskSecretResult requestPskSecretResult(
      ConnectionId connection,
      @Nullable ServerNames serverNames,
      PskPublicInformation identity,
      String hmacAlgorithm,
      @Nullable SecretKey otherSecret,
      byte[] seed,
      boolean useExtendedMasterSecret) {
    var unused =
        keys(identity)
            .thenApply(psk -> recovered(connection, psk))
            .exceptionally(failure -> refused(connection, identity, failure))
            .thenAcceptAsync(result -> handler.apply(result), results);
    return null;
  }

  /** A server has no identity of its own. */
  @Override
  public @Nullable PskPublicInformation getIdentity(
      InetSocketAddress peer, @Nullable ServerNames virtualHost) {
    return null;
  }

  @Override
  public void close() {
    results.shutdown();
  }

  private CompletableFuture<Psk> keys(PskPublicInformation identity) {
    try {
      return keys.submit(PskIdentity.of(identity.getBytes()));
    } catch (InvalidInputException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  /** The identity is binary: its hexadecimal digits are the name of the client from here on. */
  private static PskSecretResult recovered(ConnectionId connection, Psk psk) {
    try (psk) {
      LOG.info("PSK identity {}: key recovered", psk.identity());
      PskIdentity identity = psk.identity();
      return new PskSecretResult(
          connection,
          new PskPublicInformation(identity.hex(), identity.toBytes()),
          psk.key().expose(bytes -> SecretUtil.create(bytes, PskSecretResult.ALGORITHM_PSK)));
    }
  }

  private static PskSecretResult refused(
      ConnectionId connection, PskPublicInformation identity, Throwable failure) {
    LOG.warn(
        "Handshake refused, PSK identity {}: {}",
        HexFormat.of().formatHex(identity.getBytes()),
        reason(failure));
    return new PskSecretResult(connection, identity, null);
  }

  private static String reason(Throwable failure) {
    Throwable cause = failure.getCause();
    if (failure instanceof CompletionException && cause != null) {
      return reason(cause);
    }
    if (failure instanceof CallTimeoutException) {
      return "the service is too slow. " + failure.getMessage();
    }
    if (failure instanceof TransientException) {
      return "the service cannot be asked. " + failure.getMessage();
    }
    if (failure instanceof PermanentException) {
      return "the service knows no such device. " + failure.getMessage();
    }
    return "no key can be obtained for it. " + failure.getMessage();
  }
}
