package io.github.thingseal.cloud.internal.http;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import okhttp3.Call;
import okhttp3.EventListener;
import okhttp3.Protocol;
import org.jspecify.annotations.Nullable;

/**
 * What became of one request on the wire: whether bytes of it left, whom it looked up, and which
 * proxy failed.
 */
final class Wire extends EventListener {
  private final CallControl<?> control;
  private volatile boolean sent;
  private volatile @Nullable Proxy failedProxy;
  private volatile String lookedUp = "";

  Wire(CallControl<?> control) {
    this.control = control;
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

  @Override
  public void dnsStart(Call call, String domainName) {
    lookedUp = domainName;
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
  public void requestHeadersStart(Call call) {
    sent = true;
    control.markSent();
  }
}
