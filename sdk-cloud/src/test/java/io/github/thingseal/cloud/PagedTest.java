package io.github.thingseal.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.thingseal.cloud.error.CallTimeoutException;
import io.github.thingseal.cloud.error.UnexpectedAnswerException;
import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.id.DeviceProfileUid;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists in pages. */
class PagedTest {
  private FakeService service;
  private SecurityServices services;

  @BeforeEach
  void start() throws IOException {
    service = FakeService.overHttp();
    services = service.services();
  }

  @AfterEach
  void stop() {
    services.close();
    service.close();
  }

  @Test
  void list_whenInPages_isAllOfThemInOneCall() {
    enqueueThreePages();

    assertThat(services.whitelist().list().execute())
        .extracting(ReportedUid::text)
        .containsExactly("a", "b", "c");
    assertThat(bodies()).containsExactly("{}", "{\"Cursor\":\"1\"}", "{\"Cursor\":\"2\"}");
  }

  @Test
  void list_whenSubmittedTwice_beginsAnew() {
    enqueueThreePages();
    enqueueThreePages();
    ServiceCall<List<ReportedUid>> call = services.whitelist().list();

    assertThat(call.submit().join()).hasSize(3);
    assertThat(call.submit().join()).hasSize(3);
  }

  @Test
  void list_whenAPageFails_isRepeatedThere() {
    service.enqueue(200, page("a", "1"));
    service.enqueue(503, "{}");
    service.enqueue(200, page("b", null));

    assertThat(services.whitelist().list().execute()).hasSize(2);
    assertThat(bodies()).containsExactly("{}", "{\"Cursor\":\"1\"}", "{\"Cursor\":\"1\"}");
  }

  @Test
  void list_whenItNeverEnds_endsWithItsTimeLimit() {
    service.answerWith(
        request -> {
          service.time.advance(Duration.ofSeconds(1));
          return FakeService.json(200, page("a", "c" + service.requests.size())).build();
        });

    assertThatThrownBy(() -> services.whitelist().list().timeout(Duration.ofSeconds(5)).execute())
        .isInstanceOf(CallTimeoutException.class);
  }

  @Test
  void list_whenAPageLeadsToItself_isRefused() {
    service.enqueue(200, page("a", "1"));
    service.enqueue(200, page("b", "1"));

    assertThatThrownBy(() -> services.whitelist().list().execute())
        .isInstanceOf(UnexpectedAnswerException.class)
        .hasMessageContaining("leads to itself");
  }

  @Test
  void iterator_whenUsed_asksForAPageWhenItIsNeeded() {
    enqueueThreePages();
    Iterator<ReportedUid> items = services.whitelist().paged().iterator();
    assertThat(service.requests).isEmpty();

    assertThat(items.next().text()).isEqualTo("a");
    assertThat(service.businessRequests()).hasSize(1);
    assertThat(items.next().text()).isEqualTo("b");
    assertThat(items.next().text()).isEqualTo("c");
    assertThat(items.hasNext()).isFalse();
    assertThatThrownBy(items::next).isInstanceOf(NoSuchElementException.class);
    assertThat(service.businessRequests()).hasSize(3);
  }

  @Test
  void iterator_whenAPageFails_asksForItAgain() {
    service.enqueue(200, page("a", "1"));
    service.enqueue(400, "{}");
    service.enqueue(200, page("b", null));
    Iterator<ReportedUid> items = services.whitelist().paged().iterator();
    items.next();

    assertThatThrownBy(items::hasNext).isInstanceOf(InvalidInputException.class);
    assertThat(items.next().text()).isEqualTo("b");
  }

  @Test
  void iterator_whenAPageIsEmpty_goesOn() {
    service.enqueue(200, "{\"ROTPublicUIDs\":[],\"NextCursor\":\"1\"}");
    service.enqueue(200, page("b", null));

    assertThat(services.whitelist().paged()).extracting(ReportedUid::text).containsExactly("b");
  }

  @Test
  void stream_whenLimited_asksForNoMore() {
    enqueueThreePages();

    assertThat(services.whitelist().paged().stream().limit(1).toList()).hasSize(1);
    assertThat(service.businessRequests()).hasSize(1);
  }

  @Test
  void cursor_whenStored_goesOnThere() {
    enqueueThreePages();
    Paged<ReportedUid> list = services.whitelist().paged().pageSize(1);
    String stored = list.page().execute().next().orElseThrow().text();

    List<String> rest = new ArrayList<>();
    for (Page<ReportedUid> page : list.startingAt(PageCursor.of(stored)).pages()) {
      page.items().forEach(uid -> rest.add(uid.text()));
    }

    assertThat(rest).containsExactly("b", "c");
    assertThat(bodies())
        .containsExactly(
            "{\"Limit\":1}", "{\"Limit\":1,\"Cursor\":\"1\"}", "{\"Limit\":1,\"Cursor\":\"2\"}");
  }

  @Test
  void devices_whenFiltered_askForProfileAndState() {
    service.enqueue(200, "{\"Devices\":[]}");
    DeviceFilter filter =
        DeviceFilter.ofProfile(DeviceProfileUid.of("AgbC")).andState(DeviceState.OWNED);

    assertThat(services.devices().matching(filter)).isEmpty();
    assertThat(bodies()).containsExactly("{\"DeviceProfileUID\":\"AgbC\",\"State\":\"OWNED\"}");
  }

  @ParameterizedTest
  @ValueSource(ints = {Integer.MIN_VALUE, 0, 1001})
  void pageSize_whenOutOfRange_isRefused(int size) {
    assertThatThrownBy(() -> services.whitelist().paged().pageSize(size))
        .isInstanceOf(InvalidInputException.class);
  }

  private void enqueueThreePages() {
    service.enqueue(200, page("a", "1"));
    service.enqueue(200, page("b", "2"));
    service.enqueue(200, page("c", ""));
  }

  private static String page(String uid, @Nullable String next) {
    return "{\"ROTPublicUIDs\":[\""
        + uid
        + "\"]"
        + (next == null ? "" : ",\"NextCursor\":\"" + next + "\"")
        + "}";
  }

  private List<String> bodies() {
    return service.businessRequests().stream().map(FakeService::bodyOf).toList();
  }
}
