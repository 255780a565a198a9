package io.github.thingseal.cloud;

import io.github.thingseal.cloud.internal.csv.CsvExport;
import io.github.thingseal.core.ThingsealException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The whitelist, each page in a call of its own, with a time limit of its own. */
final class WhitelistPages {
  private final Paged<ReportedUid> list;

  WhitelistPages(Paged<ReportedUid> list) {
    this.list = list;
  }

  /** The page at the cursor; the first one without. */
  ServiceCall<Page<ReportedUid>> page(@Nullable PageCursor at) {
    return at == null ? list.page() : list.startingAt(at).page();
  }

  /** Writes all of it. */
  long export(Writer out) {
    CsvExport.begin(out);
    long count = 0;
    for (Page<ReportedUid> page : list.pages()) {
      CsvExport.write(out, page.items().stream().map(ReportedUid::text).toList());
      count += page.items().size();
    }
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
}
