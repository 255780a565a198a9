package io.github.thingseal.cloud.internal.http;

import io.github.thingseal.cloud.internal.call.CallControl;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketTimeoutException;
import okhttp3.Call;
import okhttp3.Connection;
import okhttp3.EventListener;
import okhttp3.Protocol;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * What became of one request on the wire: whether bytes of it left, whom it looked up, which proxy
 * failed, and what came back.
 */
final class RequestEvents extends EventListener {
  private static final int LOOK_MILLIS = 1;

  private final CallControl<?> control;
  private final InterruptHook interruption;
  private volatile boolean sent;
  private volatile @Nullable Proxy failedProxy;
  private volatile String lookedUp = "";
  private volatile @Nullable Connection connection;
  private volatile int status;
  private volatile boolean overlong;

  RequestEvents(CallControl<?> control, InterruptHook interruption) {
    this.control = control;
    this.interruption = interruption;
  }

  boolean isSent() {
    return sent;
  }

  /** The proxy on the first way that failed, or null. */
  @Nullable Proxy failedProxy() {
    return failedProxy;
  }

  /** The name that was looked up last: of the service or, if there is one, of its proxy. */
  String lookedUp() {
    return lookedUp;
  }

  /** The status of the last answer, or 0 while its header is not complete. */
  int status() {
    return status;
  }

  /** Whether the answer was given up because its header did not end. */
  boolean isOverlong() {
    return overlong;
  }

  @Override
  public void dnsStart(Call call, String domainName) {
    lookedUp = domainName;
    CancellableDns.isFor(control);
  }

  @Override
  public void connectFailed(
      Call call,
      InetSocketAddress address,
      Proxy proxy,
      @Nullable Protocol protocol,
      IOException failure) {
    if (failedProxy == null && proxy.type() != Proxy.Type.DIRECT) {
      failedProxy = proxy;
    }
  }

  @Override
  public void connectionAcquired(Call call, Connection acquired) {
    connection = acquired;
  }

  @Override
  public void requestHeadersStart(Call call) {
    status = 0;
    sent = true;
    control.markSent();
  }

  /** What came before may have waited for a channel, such as a class loader for its file. */
  @Override
  public void responseHeadersStart(Call call) {
    interruption.watch();
  }

  @Override
  public void responseHeadersEnd(Call call, Response response) {
    status = response.code();
  }

  /** OkHttp reports a header beyond its limit as the end of the stream, which has not come. */
  @Override
  public void responseFailed(Call call, IOException e) {
    Connection failed = connection;
    overlong = isEndOfStream(e) && failed != null && isGoingOn(failed);
  }

  private static boolean isEndOfStream(IOException e) {
    return e instanceof EOFException || e.getCause() instanceof EOFException;
  }

  /** Only the thread of the call reads a connection of HTTP/1, and it reads no more. */
  private static boolean isGoingOn(Connection connection) {
    if (connection.protocol() != Protocol.HTTP_1_1 && connection.protocol() != Protocol.HTTP_1_0) {
      return false;
    }
    Socket socket = connection.socket();
    try {
      socket.setSoTimeout(LOOK_MILLIS);
      return socket.getInputStream().read() >= 0;
    } catch (SocketTimeoutException e) {
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
