package io.github.thingseal.cloud.internal.http;

import io.github.thingseal.cloud.internal.call.CallControl;
import io.github.thingseal.cloud.internal.futures.Outcomes;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import okhttp3.Dns;
import org.jspecify.annotations.Nullable;

/**
 * Looks up names on a thread of its own. The system's look-up heeds neither cancellation nor
 * interrupt; the thread that needs the name waits for it, and is let go when its call ends.
 */
final class CancellableDns implements Dns {
  private static final ThreadLocal<@Nullable CallControl<?>> ASKING = new ThreadLocal<>();

  private final Dns names;
  private final Executor threads;
  private final Map<String, CompletableFuture<List<InetAddress>>> underWay =
      new ConcurrentHashMap<>();

  CancellableDns(Dns names, Executor threads) {
    this.names = names;
    this.threads = threads;
  }

  /** The next look-up on this thread is for that call; OkHttp says so only to its listener. */
  static void isFor(CallControl<?> control) {
    ASKING.set(control);
  }

  @Override
  public List<InetAddress> lookup(String host) throws UnknownHostException {
    CallControl<?> control = ASKING.get();
    ASKING.remove();
    if (control == null) {
      return names.lookup(host);
    }
    CompletableFuture<List<InetAddress>> found = find(host).copy();
    control.whenOver((value, failure) -> found.cancel(false));
    return await(host, found);
  }

  /** However many need a name, it is looked up once for them. */
  private CompletableFuture<List<InetAddress>> find(String host) {
    CompletableFuture<List<InetAddress>> begun = new CompletableFuture<>();
    CompletableFuture<List<InetAddress>> other = underWay.putIfAbsent(host, begun);
    if (other == null) {
      threads.execute(() -> find(host, begun));
    }
    return other == null ? begun : other;
  }

  private void find(String host, CompletableFuture<List<InetAddress>> found) {
    try {
      List<InetAddress> addresses = names.lookup(host);
      underWay.remove(host);
      found.complete(addresses);
    } catch (Exception | Error e) {
      underWay.remove(host);
      found.completeExceptionally(e);
    }
  }

  private static List<InetAddress> await(String host, CompletableFuture<List<InetAddress>> found)
      throws UnknownHostException {
    try {
      return found.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (CancellationException e) {
      // The call is over.
    } catch (ExecutionException e) {
      throw cause(e);
    }
    throw new UnknownHostException(host + " was not awaited");
  }

  /** An exception of this thread's own: several may wait for the one that was thrown. */
  private static UnknownHostException cause(ExecutionException e) {
    Throwable cause = Outcomes.unwrapped(e.getCause() == null ? e : e.getCause());
    if (cause instanceof UnknownHostException) {
      UnknownHostException unknown = new UnknownHostException(cause.getMessage());
      unknown.initCause(cause);
      return unknown;
    }
    if (cause instanceof Error error) {
      throw error;
    }
    throw cause instanceof RuntimeException unforeseen
        ? unforeseen
        : new IllegalStateException("A look-up throws UnknownHostException only", cause);
  }
}
