package io.github.thingseal.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.thingseal.core.id.RotPublicUid;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pages hold while entries come and go. */
class PagingTest {
  private final SimulatedServices services = SimulatedServices.start();
  private final RestClient client = RestClient.authenticated(services);

  @AfterEach
  void close() {
    services.close();
  }

  @Test
  void devices_thatBootstrapWhileOnePagesThrough_areSeenOnceEach() {
    List<String> made = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      made.add(bootstrapped().uid().hex());
    }
    List<String> seen = new ArrayList<>();
    JsonNode page = list("/device/list", "", 2);
    while (true) {
      page.path("Devices").forEach(device -> seen.add(device.path("ROTPublicUID").asText()));
      if (!page.has("NextCursor")) {
        break;
      }
      if (made.size() < 6) {
        made.add(bootstrapped().uid().hex());
      }
      page = list("/device/list", page.path("NextCursor").asText(), 2);
    }

    assertThat(seen).containsExactlyElementsOf(made);
  }

  @Test
  void devices_whileOthersBootstrapAtTheSameTime_areSeenOnceEach() throws Exception {
    List<String> made = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      made.add(bootstrapped().uid().hex());
    }
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      Callable<Integer> others =
          () -> {
            for (int i = 0; i < 50; i++) {
              bootstrapped();
            }
            return 50;
          };
      List<Future<Integer>> adding = List.of(threads.submit(others), threads.submit(others));

      List<String> seen = new ArrayList<>();
      String cursor = "";
      do {
        JsonNode page = list("/device/list", cursor, 3);
        page.path("Devices").forEach(device -> seen.add(device.path("ROTPublicUID").asText()));
        cursor = page.path("NextCursor").asText();
      } while (!cursor.isEmpty());

      for (Future<Integer> done : adding) {
        assertThat(done.get()).isEqualTo(50);
      }
      assertThat(seen).doesNotHaveDuplicates().startsWith(made.toArray(String[]::new));
      assertThat(services.portal().devices()).hasSize(120);
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void lastPage_hasNoCursor_evenIfItIsFull() {
    bootstrapped();
    bootstrapped();

    assertThat(list("/device/list", "", 2).has("NextCursor")).isFalse();
    assertThat(list("/device/list", "", 1).has("NextCursor")).isTrue();
    assertThat(client.call("/device/list", "{}").path("Devices")).hasSize(2);
  }

  @Test
  void page_isNoLongerThanTheServiceAllows_whateverIsAskedFor() {
    try (SimulatedServices small = SimulatedServices.builder().maxPageSize(2).start()) {
      for (int i = 1; i <= 3; i++) {
        small.whitelist(RotPublicUid.of("000000000000000" + i));
        TestDevice.manufacture(small).bootstrap();
      }
      RestClient own = RestClient.authenticated(small);

      for (String body : List.of("{}", "{\"Limit\":1000}")) {
        assertThat(own.call("/whitelist/list", body).path("ROTPublicUIDs")).hasSize(2);
        assertThat(own.call("/device/list", body).has("NextCursor")).isTrue();
        assertThat(own.call("/event/list", body).path("Events")).hasSize(2);
        assertThat(own.call("/event/list", body).path("Position").asText()).isEqualTo("2");
      }
    }
  }

  @Test
  void state_asAFilter_countsTowardsPages() {
    TestDevice owned = TestDevice.owned(services);
    TestDevice unclaimed = bootstrapped();
    TestDevice allocated = bootstrapped();
    allocated.seal(services.deviceProfile());
    unclaimed.copy().bootstrap();

    assertThat(only("OWNED")).containsExactly(owned.uid().hex());
    assertThat(only("BOOTSTRAPPED")).containsExactly(unclaimed.uid().hex());
    assertThat(only("ALLOCATED")).containsExactly(allocated.uid().hex());
    assertThat(only("REJECTED")).containsExactly(unclaimed.uid().hex());
    assertThat(client.post("/device/list", "{\"State\":\"REJECTED\"}").body())
        .contains("\"State\":\"REJECTED\"");
    assertThat(client.post("/device/list", "{\"State\":\"LOST\"}").body())
        .contains("State must be one of BOOTSTRAPPED, ALLOCATED, OWNED, REJECTED");
    ObjectNode query = JsonNodeFactory.instance.objectNode().put("State", "OWNED").put("Limit", 1);
    assertThat(client.call("/device/list", query.toString()).has("NextCursor")).isFalse();
  }

  @Test
  void whitelist_whenTheLastSeenEntryIsRemoved_goesOnBehindIt() {
    RotPublicUid first = RotPublicUid.of("0a04f008003c9621");
    RotPublicUid second = RotPublicUid.of("0a04f008003c9622");
    RotPublicUid third = RotPublicUid.of("0a04f008003c9623");
    services.portal().whitelist(first, second, third);
    String cursor = list("/whitelist/list", "", 2).path("NextCursor").asText();

    services.portal().unlist(first, second);

    assertThat(list("/whitelist/list", cursor, 2).toString())
        .isEqualTo("{\"ROTPublicUIDs\":[\"0a04f008003c9623\"]}");
    assertThat(services.portal().whitelist()).containsExactly(third);
  }

  @Test
  void cursor_fromBeforeARestart_holds(@TempDir Path folder) {
    String cursor;
    try (SimulatedServices before = SimulatedServices.builder().storage(folder).start()) {
      before.whitelist(RotPublicUid.of("0a04f008003c9621"), RotPublicUid.of("0a04f008003c9622"));
      before.whitelist(RotPublicUid.of("0a04f008003c9623"));
      cursor =
          RestClient.authenticated(before)
              .call("/whitelist/list", "{\"Limit\":2}")
              .path("NextCursor")
              .asText();
      before.portal().unlist(RotPublicUid.of("0a04f008003c9621"));
    }
    try (SimulatedServices after = SimulatedServices.builder().storage(folder).start()) {
      assertThat(
              RestClient.authenticated(after)
                  .post("/whitelist/list", "{\"Cursor\":\"" + cursor + "\"}")
                  .body())
          .isEqualTo("{\"ROTPublicUIDs\":[\"0a04f008003c9623\"]}");
    }
  }

  private List<String> only(String state) {
    List<String> uids = new ArrayList<>();
    client
        .call("/device/list", "{\"State\":\"" + state + "\"}")
        .path("Devices")
        .forEach(device -> uids.add(device.path("ROTPublicUID").asText()));
    return uids;
  }

  private JsonNode list(String path, String cursor, int limit) {
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("Limit", limit);
    return client.call(path, (cursor.isEmpty() ? body : body.put("Cursor", cursor)).toString());
  }

  private TestDevice bootstrapped() {
    TestDevice device = TestDevice.manufacture(services);
    device.bootstrap();
    return device;
  }
}
