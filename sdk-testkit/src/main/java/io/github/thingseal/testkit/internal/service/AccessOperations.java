package io.github.thingseal.testkit.internal.service;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.thingseal.testkit.CreatedAccessKey;
import io.github.thingseal.testkit.internal.service.OperationTable.Call;
import java.nio.charset.StandardCharsets;

/** Tokens and access keys. */
final class AccessOperations {
  private final Cloud cloud;
  private final TokenIssuer tokens;

  private AccessOperations(Cloud cloud, TokenIssuer tokens) {
    this.cloud = cloud;
    this.tokens = tokens;
  }

  static void addTo(OperationTable table, Cloud cloud, TokenIssuer tokens) {
    AccessOperations operations = new AccessOperations(cloud, tokens);
    table.addOpen("/authenticate", operations::authenticate, "AuthToken", "RefreshToken");
    table.addOpen("/authenticate/refresh", operations::refresh, "AuthToken");
    table.addPortalOnly("/accesskey/list", body -> operations.list(), "AccessKeys");
    table.addPortalOnly(
        "/accesskey/create", operations::create, "APIKey", "APISecret", "Name", "CreatedAt");
    table.addPortalOnly("/accesskey/delete", operations::delete);
  }

  private ObjectNode authenticate(Call call) {
    String key = call.body().text("APIKey");
    String secret = call.body().text("APISecret");
    if (!cloud.exclusively(() -> cloud.accessKeys().admits(key, secret))) {
      throw Refusal.unauthorized("Not Authorized");
    }
    return Wire.empty()
        .put("AuthToken", tokens.issue(key))
        .put("RefreshToken", tokens.issueRefreshToken(key));
  }

  /** The old refresh token stays valid. */
  private ObjectNode refresh(Call call) {
    String token =
        call.request()
            .header("refresh")
            .orElseThrow(() -> Refusal.badRequest("The header Refresh is missing"));
    String key = tokens.checkRefreshToken(token);
    if (!cloud.exclusively(() -> cloud.accessKeys().exists(key))) {
      throw Refusal.unauthorized("Not Authorized");
    }
    return Wire.empty().put("AuthToken", tokens.issue(key));
  }

  private ObjectNode list() {
    return Wire.list("AccessKeys", cloud.accessKeys().list(), Wire::accessKey);
  }

  private ObjectNode create(RequestBody body) {
    try (CreatedAccessKey created = cloud.accessKeys().create(body.name())) {
      String secret =
          created.secret().expose(bytes -> new String(bytes, StandardCharsets.US_ASCII));
      return Wire.accessKey(created.accessKey()).put("APISecret", secret);
    }
  }

  private ObjectNode delete(RequestBody body) {
    cloud.accessKeys().delete(body.text("APIKey"));
    return Wire.empty();
  }
}
