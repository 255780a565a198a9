package io.github.thingseal.examples.simulator.console;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.thingseal.testkit.CreatedAccessKey;
import io.github.thingseal.testkit.Portal;
import io.github.thingseal.testkit.SimulatedAccessKey;
import java.nio.charset.StandardCharsets;

/**
 * Access keys. The secret of one is in the answer to the request that makes it, and nowhere else.
 */
final class KeysApi {
  private final Portal portal;

  KeysApi(Portal portal) {
    this.portal = portal;
  }

  void addTo(Routes routes) {
    routes
        .show("/api/keys", request -> Listing.of(portal.accessKeys(), request, KeysApi::view))
        .change("/api/keys/create", this::create)
        .act("/api/keys/delete", request -> portal.deleteAccessKey(request.text("key")));
  }

  private ObjectNode create(ApiRequest request) {
    try (CreatedAccessKey created = portal.createAccessKey(request.text("name"))) {
      String secret =
          created.secret().expose(bytes -> new String(bytes, StandardCharsets.US_ASCII));
      return view(created.accessKey()).put("secret", secret);
    }
  }

  private static ObjectNode view(SimulatedAccessKey key) {
    return Json.object()
        .put("key", key.key())
        .put("name", key.name())
        .put("createdAt", Json.time(key.createdAt()));
  }
}
