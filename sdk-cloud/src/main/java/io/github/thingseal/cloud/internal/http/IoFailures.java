package io.github.thingseal.cloud.internal.http;

import io.github.thingseal.cloud.error.AccessDeniedException;
import io.github.thingseal.cloud.error.CallTimeoutException;
import io.github.thingseal.cloud.error.ConnectionFailedException;
import io.github.thingseal.cloud.error.FailureDetails;
import io.github.thingseal.cloud.error.UnexpectedAnswerException;
import io.github.thingseal.cloud.error.UntrustedServiceException;
import io.github.thingseal.cloud.internal.call.ApiRequest;
import io.github.thingseal.cloud.internal.call.CallControl;
import io.github.thingseal.cloud.internal.redaction.Redactor;
import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.ThingsealException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.ProtocolException;
import java.net.Proxy;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/** Makes typed exceptions of requests that brought no answer, or not the whole of one. */
final class IoFailures {
  /** OkHttp's words for a body that ends before its length says so. */
  private static final String CUT_OFF = "unexpected end of stream";

  /** OkHttp's own limit. */
  private static final String HEADER_LIMIT = "256 KiB, which is the limit";

  private static final int PROXY_AUTHENTICATION = 407;

  private final ApiRequest<?> request;
  private final String host;
  private final CallControl<?> control;
  private final RequestEvents events;
  private final Supplier<Redactor> redactor;

  IoFailures(
      ApiRequest<?> request,
      String host,
      CallControl<?> control,
      RequestEvents events,
      Supplier<Redactor> redactor) {
    this.request = request;
    this.host = host;
    this.control = control;
    this.events = events;
    this.redactor = redactor;
  }

  /** The exception for what OkHttp threw; an error of the machine stays what it is. */
  Throwable of(IOException e) {
    if (e instanceof ClientFault fault && fault.thrown() instanceof Error error) {
      return error;
    }
    return events.isSent() ? whenSent(e) : whenNotSent(e);
  }

  private ThingsealException whenSent(IOException e) {
    if (isTimeLimitOfClient(e)) {
      return new CallTimeoutException(
          failed() + "the time limit of the HTTP client passed; " + control.fate(),
          control.details(),
          null);
    }
    Throwable shown = RedactedCauses.withoutSecrets(e, redactor.get());
    if (events.isOverlong()) {
      return unreadable("the header of the answer is longer than " + HEADER_LIMIT, shown);
    }
    if (isNonsense(e) && events.status() == PROXY_AUTHENTICATION) {
      FailureDetails details =
          control.known(
              FailureDetails.ofAnswer(request.operation().name(), events.status(), "", ""));
      return AnswerFailures.ofUnknownProxy(request, host, details, shown);
    }
    if (e instanceof ClientFault || isNonsense(e)) {
      return unreadable("what came back is no answer of HTTP that can be read", shown);
    }
    String what =
        e instanceof SocketTimeoutException
            ? "no answer in time"
            : "the connection broke before the whole answer was there ("
                + e.getClass().getSimpleName()
                + ")";
    return connectionFailed(what, shown);
  }

  private UnexpectedAnswerException unreadable(String what, Throwable cause) {
    return new UnexpectedAnswerException(
        failed() + what + "; " + control.fate() + ". Check the base URL, and proxies on the way",
        control.details(),
        cause);
  }

  /** All but the wire's own failures: what is there, and is not what the protocol allows. */
  private static boolean isNonsense(IOException e) {
    return e instanceof ProtocolException && !CUT_OFF.equals(e.getMessage());
  }

  private ThingsealException whenNotSent(IOException e) {
    String proxy = addressOfProxy(e);
    Optional<ProxyRefusal> refusal = ProxyRefusal.of(e);
    if (proxy != null && refusal.isPresent()) {
      return refusedByProxy(refusal.get(), proxy, e);
    }
    if (isOfPin(e)) {
      return new UntrustedServiceException(
          failed()
              + control.fate()
              + ", because no certificate of "
              + host
              + " has one of the pinned keys. If the service has changed its keys, pin the new ones"
              + " with certificatePins(); else someone may be listening",
          control.details(),
          e);
    }
    if (isUntrusted(e)) {
      return new UntrustedServiceException(
          failed()
              + control.fate()
              + ", because "
              + (isOfCertificate(e) ? untrusted() : outdated()),
          control.details(),
          e);
    }
    if (e instanceof ClientFault fault) {
      return new InvalidInputException(
          failed()
              + "the HTTP client threw "
              + fault.thrown().getClass().getSimpleName()
              + " before the request was sent. Check what okHttpClient(...) adds to it",
          RedactedCauses.withoutSecrets(fault, redactor.get()));
    }
    String way = proxy == null ? "" : " to the proxy " + proxy;
    return connectionFailed(unreachable(e, way), RedactedCauses.withoutSecrets(e, redactor.get()));
  }

  /** The proxy that the exception is about, or null. */
  private @Nullable String addressOfProxy(IOException e) {
    // OkHttp wraps a refused connection once more.
    if (e instanceof SocksSocket.OfProxy failed) {
      return failed.address();
    }
    if (e.getCause() instanceof SocksSocket.OfProxy failed) {
      return failed.address();
    }
    Proxy proxy = events.failedProxy();
    return proxy == null ? null : ProxyRefusal.address(proxy);
  }

  private ThingsealException refusedByProxy(ProxyRefusal refusal, String proxy, IOException cause) {
    String what = "the proxy " + proxy + " refused: " + refusal.reason();
    return refusal.isFinal()
        ? new AccessDeniedException(
            failed() + what + "; " + control.fate() + ". " + refusal.advice(),
            control.details(),
            cause)
        : connectionFailed(what, cause);
  }

  private ConnectionFailedException connectionFailed(String what, Throwable cause) {
    return new ConnectionFailedException(
        failed() + what + "; " + control.fate() + ". Check the network and try again",
        control.details(),
        cause);
  }

  private String unreachable(IOException e, String way) {
    if (e instanceof UnknownHostException) {
      return "the host " + events.lookedUp() + " is unknown";
    }
    if (e instanceof SocketTimeoutException) {
      return "no connection" + way + " in time";
    }
    return e instanceof ConnectException || e instanceof NoRouteToHostException
        ? "no connection" + way
        : "no connection" + way + " (" + e.getClass().getSimpleName() + ")";
  }

  /** Set by a hook only; the time limit of a call is that of its control. */
  private static boolean isTimeLimitOfClient(IOException e) {
    return e instanceof InterruptedIOException && !(e instanceof SocketTimeoutException);
  }

  private String untrusted() {
    return "the TLS certificate of "
        + host
        + " is not trusted or not made for that host. If a proxy or a private CA is meant to sign"
        + " it, hand its certificate to trustedCertificates(); else someone may be listening";
  }

  private String outdated() {
    return "the TLS handshake with "
        + host
        + " failed. The SDK offers TLS 1.3, and TLS 1.2 with ephemeral keys and authenticated"
        + " encryption; have the server, or the proxy in front of it, offer one of these";
  }

  private static boolean isOfCertificate(IOException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof SSLPeerUnverifiedException
          || cause instanceof GeneralSecurityException) {
        return true;
      }
    }
    return false;
  }

  /** OkHttp says so by the text only, which lists keys of certificates and nothing secret. */
  private static boolean isOfPin(IOException e) {
    return e instanceof SSLPeerUnverifiedException
        && String.valueOf(e.getMessage()).startsWith("Certificate pinning failure");
  }

  /** A handshake that the other side merely broke off says nothing about trust. */
  private static boolean isUntrusted(IOException e) {
    if (e instanceof SSLPeerUnverifiedException) {
      return true;
    }
    Throwable cause = e.getCause();
    return e instanceof SSLHandshakeException
        && !(cause instanceof EOFException)
        && !(cause instanceof SocketException);
  }

  private String failed() {
    return AnswerFailures.failed(request, host) + ": ";
  }
}
