package io.github.thingseal.cloud;

import io.github.thingseal.cloud.internal.csv.CsvExport;
import io.github.thingseal.cloud.internal.json.AnswerFormatException;
import io.github.thingseal.cloud.internal.json.Json;
import io.github.thingseal.cloud.internal.json.JsonFields;
import io.github.thingseal.cloud.operation.Operations;
import io.github.thingseal.core.ThingsealException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** The whitelist, page by page. */
final class WhitelistPages {
  private final Calls calls;

  WhitelistPages(Calls calls) {
    this.calls = calls;
  }

  /** The page at the cursor; the first one without. */
  ServiceCall<Page<ReportedUid>> page(@Nullable PageCursor at) {
    Map<String, Object> body = at == null ? Map.of() : Map.of("Cursor", at.text());
    return calls.call(Operations.WHITELIST_LIST, "", body, answer -> read(answer, at));
  }

  /** Writes all of it. */
  long export(Writer out) {
    CsvExport.begin(out);
    long count = 0;
    PageCursor at = null;
    do {
      Page<ReportedUid> page = page(at).execute();
      CsvExport.write(out, page.items().stream().map(ReportedUid::text).toList());
      count += page.items().size();
      at = page.next().orElse(null);
    } while (at != null);
    return count;
  }

  /** All of it, asked for without waiting. */
  CompletableFuture<List<String>> all() {
    CompletableFuture<List<String>> all = new CompletableFuture<>();
    follow(null, new ArrayList<>(), all);
    return all;
  }

  private void follow(
      @Nullable PageCursor at, List<String> before, CompletableFuture<List<String>> all) {
    if (all.isDone()) {
      return;
    }
    CompletableFuture<Page<ReportedUid>> call;
    try {
      call = page(at).submit();
    } catch (ThingsealException e) {
      all.completeExceptionally(e);
      return;
    }
    var unusedEnding = all.whenComplete((uids, failure) -> call.cancel(true));
    var unused =
        call.whenComplete(
            (page, failure) -> {
              if (page == null) {
                all.completeExceptionally(failure);
                return;
              }
              page.items().forEach(item -> before.add(item.text()));
              page.next()
                  .ifPresentOrElse(next -> follow(next, before, all), () -> all.complete(before));
            });
  }

  private static Page<ReportedUid> read(byte[] answer, @Nullable PageCursor at) {
    JsonFields json = Json.parseObject(answer);
    List<ReportedUid> uids =
        json.uids(AskedFor.ROT_PUBLIC_UIDS).stream().map(ReportedUid::new).toList();
    Optional<PageCursor> next = json.readableText("NextCursor").map(PageCursor::new);
    if (next.isPresent() && next.get().equals(at)) {
      throw new AnswerFormatException("a page that leads to itself, not to the next one");
    }
    return new Page<>(uids, next);
  }

  /** What a stage failed with. */
  static Throwable unwrap(Throwable thrown) {
    Throwable cause = thrown.getCause();
    return thrown instanceof CompletionException && cause != null ? cause : thrown;
  }
}
