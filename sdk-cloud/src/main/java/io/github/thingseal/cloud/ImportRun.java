package io.github.thingseal.cloud;

import io.github.thingseal.cloud.error.CallCancelledException;
import io.github.thingseal.cloud.error.FailureDetails;
import io.github.thingseal.cloud.error.ServiceFailure;
import io.github.thingseal.cloud.internal.futures.Outcomes;
import io.github.thingseal.cloud.whitelist.ImportLine;
import io.github.thingseal.cloud.whitelist.ImportProgress;
import io.github.thingseal.cloud.whitelist.ImportReport;
import io.github.thingseal.cloud.whitelist.LineOutcome;
import io.github.thingseal.core.Done;
import io.github.thingseal.core.ThingsealException;
import io.github.thingseal.core.TransientException;
import io.github.thingseal.core.id.RotPublicUid;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One import under way: one call after the other, each begun by the answer to the one before, so
 * that it takes no thread.
 */
final class ImportRun {
  private static final Logger LOG = LoggerFactory.getLogger(ImportRun.class);
  private static final int MAX_FAILURES_IN_A_ROW = 3;
  private static final int MAX_REFUSED_IN_A_ROW = 20;

  /** The chunk has something wrong in it, or is too large. */
  private static final Set<Integer> REFUSALS = Set.of(400, 413, 422);

  private final WhitelistPages pages;
  private final Function<List<RotPublicUid>, ServiceCall<Done>> add;
  private final Consumer<? super ImportProgress> listener;
  private final int chunkSize;
  private final boolean dry;
  private final CompletableFuture<ImportReport> outcome = new CompletableFuture<>();
  private final Set<RotPublicUid> listed = new HashSet<>();

  // Guarded by this.
  private final List<ImportLine> lines;
  private List<Integer> chunk = List.of();
  private final Deque<List<Integer>> parts = new ArrayDeque<>();
  private @Nullable CompletableFuture<?> underWay;
  private @Nullable ThingsealException failure;
  private int failuresInARow;
  private int refusedInARow;
  private int next;
  private int settled;
  private int total;
  private int sent;
  private int added;
  private boolean asking;
  private boolean stopped;

  ImportRun(
      List<ImportLine> lines,
      int chunkSize,
      boolean dry,
      WhitelistPages pages,
      Function<List<RotPublicUid>, ServiceCall<Done>> add,
      Consumer<? super ImportProgress> listener) {
    this.lines = new ArrayList<>(lines);
    this.chunkSize = chunkSize;
    this.dry = dry;
    this.pages = pages;
    this.add = add;
    this.listener = listener;
  }

  /** Begins; whatever ends the future ends the import. */
  CompletableFuture<ImportReport> begin(boolean list) {
    var unused = outcome.whenComplete((report, thrown) -> stop());
    if (list) {
      askForPage(null);
    } else {
      send();
    }
    return outcome;
  }

  /** Begins, and waits. An interrupt ends the import; the report says how far it came. */
  ImportReport await(boolean list) {
    if (Thread.currentThread().isInterrupted()) {
      throw notBegun();
    }
    CompletableFuture<ImportReport> report = begin(list);
    try {
      return report.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return interrupted();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof ThingsealException thrown) {
        throw thrown;
      }
      throw new IllegalStateException("An import failed unexpectedly", e.getCause());
    }
  }

  private synchronized void askForPage(@Nullable PageCursor at) {
    asking = true;
    follow(() -> pages.page(at).submit(), this::takePage);
  }

  private void takePage(@Nullable Page<ReportedUid> page, @Nullable Throwable thrown) {
    if (page == null) {
      // Nothing was sent.
      outcome.completeExceptionally(
          thrown == null ? new IllegalStateException("no page") : Outcomes.unwrapped(thrown));
      return;
    }
    page.items().forEach(item -> item.uid().ifPresent(listed::add));
    if (page.next().isPresent()) {
      askForPage(page.next().get());
    } else {
      send();
    }
  }

  private void send() {
    ImportReport report;
    synchronized (this) {
      asking = dry;
      if (next == 0) {
        leaveOutListed();
      }
      chunk = dry ? List.of() : nextChunk();
      if (!chunk.isEmpty()) {
        List<RotPublicUid> uids =
            chunk.stream().map(i -> lines.get(i).uid().orElseThrow()).toList();
        follow(() -> add.apply(uids).submit(), this::takeAnswer);
        return;
      }
      report = report();
    }
    outcome.complete(report);
  }

  private void takeAnswer(@Nullable Done done, @Nullable Throwable thrown) {
    ImportProgress progress = null;
    boolean ends;
    synchronized (this) {
      if (stopped) {
        return;
      }
      int before = sent;
      ends = thrown == null ? succeeded() : failed(Outcomes.unwrapped(thrown));
      if (sent > before) {
        progress = new ImportProgress(sent, total, added, position());
      }
    }
    if (progress != null) {
      tell(progress);
    }
    if (ends) {
      outcome.complete(reportNow());
    } else {
      send();
    }
  }

  /** Whether the import ends with that. */
  private boolean succeeded() {
    failuresInARow = 0;
    refusedInARow = 0;
    added += chunk.size();
    settle(LineOutcome.ADDED, "");
    return false;
  }

  /** Whether the import ends with that. */
  private boolean failed(Throwable thrown) {
    if (!isRefusal(thrown)) {
      settleFailure(thrown);
      failuresInARow++;
      return endsAll(thrown) || failuresInARow == MAX_FAILURES_IN_A_ROW;
    }
    if (chunk.size() > 1) {
      divide();
      return false;
    }
    settleFailure(thrown);
    refusedInARow++;
    if (refusedInARow < MAX_REFUSED_IN_A_ROW) {
      return false;
    }
    chunk = parts.stream().flatMap(List::stream).toList();
    parts.clear();
    settle(LineOutcome.FAILED, "refused with others, and not tried alone: see the lines before");
    return true;
  }

  private static boolean isRefusal(Throwable thrown) {
    return thrown instanceof ServiceFailure known
        && REFUSALS.contains(known.details().status().orElse(0));
  }

  /** Whether the other chunks would fail as well. */
  private static boolean endsAll(Throwable thrown) {
    return !(thrown instanceof TransientException) || thrown instanceof CallCancelledException;
  }

  /** Sends the halves next, so that the lines that are refused are found and others are added. */
  private void divide() {
    int half = chunk.size() / 2;
    parts.push(chunk.subList(half, chunk.size()));
    parts.push(chunk.subList(0, half));
    chunk = List.of();
  }

  private void tell(ImportProgress progress) {
    try {
      listener.accept(progress);
    } catch (RuntimeException | Error e) {
      LOG.warn("A listener of an import failed; the import goes on", e);
    }
  }

  private void settleFailure(Throwable thrown) {
    ThingsealException known =
        thrown instanceof ThingsealException typed
            ? typed
            : new CallCancelledException("The import was ended: " + thrown, details(), thrown);
    failure = known;
    boolean uncertain =
        !(known instanceof ServiceFailure service) || service.details().mayHaveBeenCarriedOut();
    settle(uncertain ? LineOutcome.UNCERTAIN : LineOutcome.FAILED, known.getMessage());
  }

  private void settle(LineOutcome result, String reason) {
    sent += chunk.size();
    chunk.forEach(i -> lines.set(i, lines.get(i).became(result, reason)));
    chunk = List.of();
  }

  private void leaveOutListed() {
    for (int i = 0; i < lines.size(); i++) {
      ImportLine line = lines.get(i);
      if (line.outcome() != LineOutcome.ACCEPTED) {
        continue;
      }
      if (line.uid().filter(listed::contains).isPresent()) {
        lines.set(i, line.became(LineOutcome.LISTED, "on the whitelist already"));
      } else {
        total++;
      }
    }
  }

  /** As the report's, looked for from where it was: what is settled stays so. */
  private long position() {
    while (settled < lines.size() && !lines.get(settled).outcome().isOpen()) {
      settled++;
    }
    return settled < lines.size()
        ? lines.get(settled).number()
        : lines.get(settled - 1).number() + 1;
  }

  private List<Integer> nextChunk() {
    if (!parts.isEmpty()) {
      return parts.pop();
    }
    List<Integer> indices = new ArrayList<>();
    for (; next < lines.size() && indices.size() < chunkSize; next++) {
      if (lines.get(next).outcome() == LineOutcome.ACCEPTED) {
        indices.add(next);
      }
    }
    return indices;
  }

  /** Makes a call, unless the import has been ended. */
  private synchronized <T> void follow(
      Supplier<CompletableFuture<T>> call, BiConsumer<? super T, ? super Throwable> then) {
    if (stopped) {
      return;
    }
    CompletableFuture<T> answer;
    try {
      answer = call.get();
    } catch (ThingsealException e) {
      answer = CompletableFuture.failedFuture(e);
    }
    underWay = answer;
    var unused = answer.whenComplete(then);
  }

  private ImportReport interrupted() {
    ImportReport report;
    synchronized (this) {
      stopped = true;
      if (asking) {
        stop();
        throw notBegun();
      }
      // What the request under way did is not awaited.
      settleFailure(
          new CallCancelledException(
              "The import was interrupted; lines of the chunk under way may have been carried out",
              details(),
              null));
      report = report();
    }
    stop();
    return report;
  }

  private void stop() {
    CompletableFuture<?> ended;
    synchronized (this) {
      stopped = true;
      ended = underWay;
    }
    if (ended != null) {
      ended.cancel(true);
    }
  }

  private synchronized ImportReport reportNow() {
    return report();
  }

  private ImportReport report() {
    return new ImportReport(lines, Optional.ofNullable(failure));
  }

  private static CallCancelledException notBegun() {
    return new CallCancelledException(
        "The import was interrupted before anything was sent",
        FailureDetails.withoutAnswer("whitelist.add"),
        null);
  }

  private FailureDetails details() {
    return FailureDetails.withoutAnswer("whitelist.add", !chunk.isEmpty());
  }
}
