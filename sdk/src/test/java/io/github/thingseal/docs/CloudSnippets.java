package io.github.thingseal.docs;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.thingseal.cloud.DetectedClone;
import io.github.thingseal.cloud.Device;
import io.github.thingseal.cloud.DeviceFilter;
import io.github.thingseal.cloud.DeviceState;
import io.github.thingseal.cloud.DeviceUpdate;
import io.github.thingseal.cloud.EventPosition;
import io.github.thingseal.cloud.EventSubscription;
import io.github.thingseal.cloud.Feature;
import io.github.thingseal.cloud.FeatureStatus;
import io.github.thingseal.cloud.SecurityServices;
import io.github.thingseal.cloud.WhitelistImport;
import io.github.thingseal.cloud.auth.Credentials;
import io.github.thingseal.cloud.e2e.BulkProcessor;
import io.github.thingseal.cloud.e2e.BulkResult;
import io.github.thingseal.cloud.e2e.BulkResults;
import io.github.thingseal.cloud.e2e.BulkUnprotector;
import io.github.thingseal.cloud.e2e.E2eUnprotector;
import io.github.thingseal.cloud.e2e.UnprotectResult;
import io.github.thingseal.cloud.operation.OperationCatalogue;
import io.github.thingseal.cloud.operation.Operations;
import io.github.thingseal.cloud.psk.PskStore;
import io.github.thingseal.cloud.whitelist.ImportLine;
import io.github.thingseal.cloud.whitelist.ImportReport;
import io.github.thingseal.cloud.whitelist.LineOutcome;
import io.github.thingseal.core.ThingsealException;
import io.github.thingseal.core.TransientException;
import io.github.thingseal.core.e2e.E2eMessage;
import io.github.thingseal.core.id.RotPublicUid;
import io.github.thingseal.core.psk.Psk;
import io.github.thingseal.core.psk.PskIdentity;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;

/** The code of README.md and docs/cloud.md for the service side. */
@SuppressWarnings("UnusedVariable") // A snippet shows what a call returns.
final class CloudSnippets extends Snippets {
  void cloud(E2eMessage message) {
    RotPublicUid uid = RotPublicUid.of("0a04f008003c9623"); // what module.rotPublicUid() returned
    PskIdentity identity =
        PskIdentity.fromHex("11010008003f9720f38c30c88428"); // from the handshake

    try (SecurityServices services =
        SecurityServices.builder().credentials(Credentials.fromEnvironment()).build()) {
      byte[] reading = services.e2e().unprotect(message); // fetches the key, verifies, decrypts
      E2eMessage reply = services.e2e().protect(uid, "on".getBytes(UTF_8));
      try (Psk psk = services.psk().get(identity).execute()) { // .submit() returns a future
        connect(psk);
      }
      Device device = services.devices().get(uid).execute();
    }
  }

  void unprotector(SecurityServices services, List<byte[]> messages) {
    try (E2eUnprotector unprotector = services.e2e().unprotector().build()) {
      for (UnprotectResult result : unprotector.unprotectAll(messages)) { // byte[] each
        result.rotPublicUid().ifPresent(uid -> show(uid)); // the module whose key it was
        result.failure().ifPresentOrElse(failure -> show(failure), () -> show(result.plaintext()));
      }
    }
  }

  void intoABuffer(E2eUnprotector unprotector, Iterable<ByteBuffer> datagrams) {
    ByteBuffer plaintext = ByteBuffer.allocateDirect(1_024); // for your longest reading
    for (ByteBuffer datagram : datagrams) {
      unprotector.unprotect(E2eMessage.parse(datagram), plaintext.clear());
      handle(plaintext.flip());
    }
  }

  private void handle(ByteBuffer plaintext) {}

  void bulk(
      E2eUnprotector unprotector,
      Iterator<Uplink> uplinks,
      List<Uplink> later,
      Flow.Subscriber<BulkResult<Uplink>> subscriber,
      Flow.Publisher<Uplink> publisher) {
    BulkUnprotector<Uplink> bulk =
        unprotector.bulk(Uplink::bytes).orderedBy(Uplink::device).window(2_048).build();
    try (BulkResults<Uplink> results = bulk.results(uplinks)) { // an Iterator: a file, a query
      while (results.hasNext()) {
        BulkResult<Uplink> each = results.next(); // each.message() is yours, with all it carries
        UnprotectResult result = each.result();
        ThingsealException failure = result.failure().orElse(null);
        if (failure == null) {
          show(result.plaintext());
        } else if (failure instanceof TransientException) {
          later.add(each.message()); // the service is down: pause, then feed these again
        } else {
          show(failure);
        }
      }
    }
    BulkProcessor<Uplink> processor = bulk.processor(); // or pushed, with back-pressure
    processor.subscribe(subscriber); // java.util.concurrent.Flow
    publisher.subscribe(processor);
  }

  private interface Uplink {
    byte[] bytes();

    String device();
  }

  void server(SecurityServices services, PskIdentity identity) {
    try (PskStore store = PskStore.of(services.psk())) { // one for the whole server
      try (Psk psk = store.get(identity)) { // submit(identity) returns a future
        connect(psk);
      }
    }
  }

  void fleet(SecurityServices services, RotPublicUid uid) {
    for (Device device : services.devices().matching(DeviceFilter.inState(DeviceState.ALLOCATED))) {
      show(device); // was not on the whitelist when it was assigned: only the portal unblocks it
    }
    DeviceUpdate daily = DeviceUpdate.builder().heartbeatPeriod(Duration.ofDays(1)).build();
    services.devices().update(uid, daily).execute(); // takes effect at the next heartbeat
    services.features().activate(uid, Feature.ZTP).execute();
    CompletableFuture<FeatureStatus> active =
        services.features().awaitActive(uid, Feature.ZTP, Duration.ofDays(8)).submit();
    List<DetectedClone> clones = services.devices().clones().execute();
  }

  void events(SecurityServices services, String stored) {
    EventPosition position = EventPosition.of(stored); // of the last event that you handled
    EventSubscription events =
        services.events().subscribe(event -> show(event)).after(position).start();
  }

  void whitelist(SecurityServices services) {
    WhitelistImport csv = services.whitelist().importCsv(Path.of("modules.csv")); // sends nothing
    for (ImportLine line : csv.dryRun().with(LineOutcome.REFUSED)) {
      show(line); // its number, its text, and how to mend it
    }
    ImportReport report = csv.run(progress -> show(progress)); // submit(…) returns a future
    services.whitelist().exportCsv(Path.of("listed.csv")); // with "0x", for spreadsheets
  }

  void overrides() {
    try (SecurityServices services =
        SecurityServices.builder()
            .credentials(Credentials.fromEnvironment())
            .catalogue(OperationCatalogue.fromFile(Path.of("corrected.json")))
            .path(Operations.DEVICE_GET, "/devices/get")
            .build()) {
      String answer = services.call("/device/notes/get", "{\"ROTPublicUID\": \"…\"}").execute();
    }
  }
}
