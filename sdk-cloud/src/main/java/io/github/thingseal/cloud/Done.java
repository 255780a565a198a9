package io.github.thingseal.cloud;

import io.github.thingseal.cloud.internal.json.Json;

/** The answer of an operation that has nothing to tell but that it was done. */
public enum Done {
  /** It was done. */
  DONE;

  /** An empty object is assumed; nothing at all says the same. */
  static Done read(byte[] body) {
    if (body.length > 0) {
      Json.parseObject(body);
    }
    return DONE;
  }
}
