package io.github.thingseal.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.thingseal.cloud.auth.Credentials;
import io.github.thingseal.cloud.error.CallCancelledException;
import io.github.thingseal.cloud.whitelist.CsvLimits;
import io.github.thingseal.cloud.whitelist.ImportLine;
import io.github.thingseal.cloud.whitelist.ImportProgress;
import io.github.thingseal.cloud.whitelist.ImportReport;
import io.github.thingseal.cloud.whitelist.LineOutcome;
import io.github.thingseal.core.id.RotPublicUid;
import io.github.thingseal.testkit.SimulatedServices;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToIntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Import and export against a service that keeps a whitelist and lists it in pages of two. */
@Timeout(value = 180, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class WhitelistCsvTest {
  private static final Pattern UID = Pattern.compile("\"([0-9a-f]{16})\"");
  private final Set<String> listed = new ConcurrentSkipListSet<>();
  private final AtomicInteger adds = new AtomicInteger();
  private FakeService service;
  private SecurityServices services;

  /** What the service answers to the nth chunk, from 1; 200 adds it. */
  private volatile java.util.function.IntUnaryOperator status = chunk -> 200;

  /** What the service answers to these identities, where the chunk is not refused. */
  private volatile ToIntFunction<List<String>> refusal = uids -> 200;

  @BeforeEach
  void start() throws IOException {
    service = FakeService.overHttp();
    service.answerWith(this::answer);
    services = service.services();
  }

  @AfterEach
  void stop() {
    services.close();
    service.close();
  }

  @Test
  void dryRun_whenSomeAreListed_onlyReads() {
    listed.addAll(List.of(uid(1), uid(2), uid(3), uid(4), uid(5)));

    ImportReport report = csv(4, 7).dryRun();

    assertThat(outcomes(report))
        .containsExactly(
            LineOutcome.LISTED, LineOutcome.LISTED, LineOutcome.ACCEPTED, LineOutcome.ACCEPTED);
    assertThat(adds).hasValue(0);
    assertThat(report.position()).isEqualTo(3);
  }

  @Test
  void run_whenChunksAreAnswered_addsEachOnceAndReportsProgress() {
    List<ImportProgress> progress = new CopyOnWriteArrayList<>();

    ImportReport report = csv(1, 5).chunkSize(2).run(progress::add);

    assertThat(report.isComplete()).isTrue();
    assertThat(report.with(LineOutcome.ADDED)).hasSize(5);
    assertThat(listed).hasSize(5);
    assertThat(progress)
        .containsExactly(
            new ImportProgress(2, 5, 2, 3),
            new ImportProgress(4, 5, 4, 5),
            new ImportProgress(5, 5, 5, 6));
  }

  @Test
  void run_whenLinesAreRefused_addsTheirNeighbours() {
    refusal = uids -> uids.contains(uid(7)) || uids.contains(uid(23)) ? 400 : 200;
    List<ImportProgress> progress = new CopyOnWriteArrayList<>();

    ImportReport report = csv(1, 40).withoutListing().run(progress::add);

    assertThat(report.with(LineOutcome.ADDED)).hasSize(38);
    assertThat(report.with(LineOutcome.FAILED))
        .extracting(ImportLine::number)
        .containsExactly(7L, 23L);
    assertThat(report.lines().get(6).reason()).contains(uid(7)).contains("400");
    assertThat(report.position()).isEqualTo(7);
    assertThat(listed).hasSize(38);
    assertThat(adds).hasValueLessThan(25);
    assertThat(progress.get(progress.size() - 1)).isEqualTo(new ImportProgress(40, 40, 38, 7));
    assertThat(progress).extracting(ImportProgress::sent).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void run_whenChunksAreTooLarge_sendsSmallerOnes() {
    refusal = uids -> uids.size() > 3 ? 413 : 200;

    ImportReport report = csv(1, 20).withoutListing().run();

    assertThat(report.isComplete()).isTrue();
    assertThat(listed).hasSize(20);
  }

  @Test
  void run_whenWhateverIsSentIsRefused_endsEarly() {
    refusal = uids -> 400;

    ImportReport report = csv(1, 900).withoutListing().chunkSize(300).run();

    assertThat(adds).hasValueLessThan(60);
    assertThat(report.with(LineOutcome.FAILED)).hasSize(300);
    assertThat(report.with(LineOutcome.ACCEPTED)).hasSize(600);
    assertThat(report.position()).isEqualTo(1);
  }

  @Test
  void run_whenManyLinesThatAreNotNeighboursAreRefused_goesOn() {
    refusal = uids -> uids.stream().anyMatch(uid -> uid.endsWith("0")) ? 422 : 200;

    ImportReport report = csv(1, 1000).withoutListing().chunkSize(1).run();

    assertThat(report.with(LineOutcome.FAILED)).hasSize(62);
    assertThat(listed).hasSize(938);
  }

  @Test
  void run_whenAnAnswerIsLost_keepsThatItMayHaveBeenCarriedOutAndIsResumed() {
    status = chunk -> chunk == 2 ? 501 : 200;
    WhitelistImport csv = csv(1, 6).chunkSize(2);

    ImportReport report = csv.run();
    assertThat(report.with(LineOutcome.UNCERTAIN)).hasSize(2);
    assertThat(report.isComplete()).isFalse();

    status = chunk -> 200;
    ImportReport resumed = csv.run();
    assertThat(resumed.isComplete()).isTrue();
    assertThat(listed).hasSize(6);
  }

  @Test
  void run_fromAPosition_skipsTheLinesBefore() {
    ImportReport report = csv(1, 4).withoutListing().startingAtLine(3).run();

    assertThat(report.with(LineOutcome.SKIPPED))
        .extracting(ImportLine::number)
        .containsExactly(1L, 2L);
    assertThat(listed).containsExactly(uid(3), uid(4));
    assertThat(service.businessRequests()).hasSize(1);
  }

  @Test
  void run_whenAListenerFails_goesOn() {
    ImportReport report =
        csv(1, 3)
            .chunkSize(1)
            .run(
                progress -> {
                  if (progress.sent() == 2) {
                    throw new NoClassDefFoundError("of the listener");
                  }
                  throw new IllegalStateException("of the listener");
                });

    assertThat(report.isComplete()).isTrue();
  }

  @Test
  void run_whenInterrupted_endsAtOnceAndKeepsTheFlag() {
    Thread caller = Thread.currentThread();
    CountDownLatch over = new CountDownLatch(1);
    status =
        chunk -> {
          if (chunk == 2) {
            caller.interrupt();
            await(over);
          }
          return 200;
        };

    ImportReport report = csv(1, 6).chunkSize(2).run();

    assertThat(Thread.interrupted()).isTrue();
    over.countDown();
    assertThat(outcomes(report))
        .containsExactly(
            LineOutcome.ADDED,
            LineOutcome.ADDED,
            LineOutcome.UNCERTAIN,
            LineOutcome.UNCERTAIN,
            LineOutcome.ACCEPTED,
            LineOutcome.ACCEPTED);
    assertThat(report.failure()).containsInstanceOf(CallCancelledException.class);
  }

  @Test
  void run_whenInterruptedBefore_sendsNothing() {
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> csv(1, 2).run()).isInstanceOf(CallCancelledException.class);

    assertThat(Thread.interrupted()).isTrue();
    assertThat(service.requests).isEmpty();
  }

  @Test
  void submit_whenCancelled_sendsNoMore() {
    CompletableFuture<?>[] running = new CompletableFuture<?>[1];
    CountDownLatch over = new CountDownLatch(1);
    CountDownLatch begun = new CountDownLatch(1);
    status =
        chunk -> {
          begun.countDown();
          await(over);
          return 200;
        };

    running[0] = csv(1, 6).chunkSize(2).submit(progress -> {});
    await(begun);
    running[0].cancel(true);
    over.countDown();

    assertThat(running[0]).isCancelled();
    services.close();
    assertThat(adds).hasValue(1);
  }

  @Test
  void export_thenImport_isExact(@TempDir Path folder) throws IOException {
    IntStream.range(0, 9).forEach(i -> listed.add(uid(i * 1_000_003)));
    Path file = folder.resolve("listed.csv");
    Files.writeString(file, "before");

    assertThat(services.whitelist().exportCsv(file)).isEqualTo(9);

    Set<String> read = new TreeSet<>();
    services
        .whitelist()
        .importCsv(file)
        .lines()
        .forEach(line -> read.add(line.uid().map(RotPublicUid::hex).orElseThrow()));
    assertThat(read).isEqualTo(listed);
    assertThat(services.whitelist().importCsv(file).dryRun().with(LineOutcome.LISTED)).hasSize(9);
    StringWriter out = new StringWriter();
    services.whitelist().exportCsv(out);
    assertThat(file).hasContent(out.toString());
    Path later = folder.resolve("later.csv");
    assertThat(services.whitelist().submitExportCsv(later).join()).isEqualTo(9);
    assertThat(later).hasContent(out.toString());
  }

  @Test
  void export_whenAPageFails_leavesTheFileAsItIs(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("listed.csv");
    Files.writeString(file, "before");
    service.answerWith(request -> FakeService.json(403, "{}").build());

    assertThatThrownBy(() -> services.whitelist().exportCsv(file))
        .isInstanceOf(RuntimeException.class);

    assertThat(file).hasContent("before");
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void import_andExport_againstTheSimulatedService() {
    try (SimulatedServices simulated = SimulatedServices.builder().maxPageSize(2).start();
        SecurityServices client =
            Patience.with(SecurityServices.builder())
                .baseUrl(simulated.url().toString())
                .trustedCertificates(simulated.certificate())
                .credentials(Credentials.of(simulated.accessKey(), simulated.accessSecret()))
                .build()) {
      String text =
          IntStream.range(1, 6).mapToObj(i -> uid(i) + "\n").collect(Collectors.joining());
      WhitelistImport csv =
          client
              .whitelist()
              .importCsv(text.getBytes(StandardCharsets.UTF_8), CsvLimits.standard())
              .chunkSize(2);

      assertThat(csv.run().with(LineOutcome.ADDED)).hasSize(5);
      assertThat(csv.submitDryRun().join().with(LineOutcome.LISTED)).hasSize(5);
      StringWriter out = new StringWriter();
      assertThat(client.whitelist().exportCsv(out)).isEqualTo(5);
      assertThat(out.toString().lines().skip(1))
          .containsExactlyInAnyOrder(
              "0x" + uid(1), "0x" + uid(2), "0x" + uid(3), "0x" + uid(4), "0x" + uid(5));
    }
  }

  private WhitelistImport csv(int first, int last) {
    String text =
        IntStream.rangeClosed(first, last)
            .mapToObj(WhitelistCsvTest::uid)
            .collect(Collectors.joining("\n"));
    return services
        .whitelist()
        .importCsv(text.getBytes(StandardCharsets.UTF_8), CsvLimits.standard());
  }

  private static String uid(int number) {
    return String.format("%016x", number);
  }

  private static List<LineOutcome> outcomes(ImportReport report) {
    return report.lines().stream().map(ImportLine::outcome).toList();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private MockResponse answer(RecordedRequest request) {
    String body = FakeService.bodyOf(request);
    if (request.getUrl().encodedPath().endsWith("/whitelist/list")) {
      return FakeService.json(200, page(body)).build();
    }
    int ofChunk = status.applyAsInt(adds.incrementAndGet());
    int result = ofChunk == 200 ? refusal.applyAsInt(uids(body)) : ofChunk;
    if (result == 200) {
      uids(body).forEach(listed::add);
    }
    return FakeService.json(result, "{}").build();
  }

  private String page(String body) {
    Matcher cursor = Pattern.compile("\"Cursor\":\"(\\d+)\"").matcher(body);
    int from = cursor.find() ? Integer.parseInt(cursor.group(1)) : 0;
    List<String> all = List.copyOf(listed);
    int to = Math.min(all.size(), from + 2);
    String uids =
        all.subList(from, to).stream().map(u -> '"' + u + '"').collect(Collectors.joining(","));
    String next = to < all.size() ? ",\"NextCursor\":\"" + to + "\"" : "";
    return "{\"ROTPublicUIDs\":[" + uids + "]" + next + "}";
  }

  private static List<String> uids(String body) {
    List<String> found = new ArrayList<>();
    Matcher matcher = UID.matcher(body);
    while (matcher.find()) {
      found.add(matcher.group(1));
    }
    return found;
  }
}
