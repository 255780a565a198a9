package io.github.thingseal.cloud.internal.http;

import io.github.thingseal.core.ThingsealException;

/** The service did not take the token; the call may be made again with another one. */
public final class TokenRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ThingsealException failure;

  TokenRefused(ThingsealException failure) {
    super(failure);
    this.failure = failure;
  }

  /** What the caller gets if another token is refused, too. */
  public ThingsealException failure() {
    return failure;
  }
}
