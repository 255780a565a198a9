package io.github.thingseal.examples.simulator.console;

import io.github.thingseal.testkit.Portal;

/** The whitelist: the modules that get the features of their profile without further doing. */
final class WhitelistApi {
  private final Portal portal;
  private final WhitelistCsv csv;

  WhitelistApi(Portal portal) {
    this.portal = portal;
    this.csv = new WhitelistCsv(portal);
  }

  void addTo(Routes routes) {
    routes
        .show(
            "/api/whitelist",
            request ->
                Listing.of(portal.whitelist(), request, uid -> Json.object().put("uid", uid.hex())))
        .act("/api/whitelist/add", request -> portal.whitelist(request.uid()))
        .change("/api/whitelist/csv", request -> csv.add(request.body()))
        .act("/api/whitelist/remove", request -> portal.unlist(request.uid()));
  }
}
