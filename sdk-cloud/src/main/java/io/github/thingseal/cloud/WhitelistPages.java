package io.github.thingseal.cloud;

import io.github.thingseal.cloud.internal.csv.CsvExport;
import io.github.thingseal.cloud.internal.json.AnswerFormatException;
import io.github.thingseal.cloud.internal.json.Json;
import io.github.thingseal.cloud.internal.json.JsonFields;
import io.github.thingseal.cloud.operation.Operations;
import java.io.Writer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The whitelist, page by page. */
final class WhitelistPages {
  private static final int PAGE_SIZE = 1000;
  private final Calls calls;

  WhitelistPages(Calls calls) {
    this.calls = calls;
  }

  /** The page at the cursor; the first one without. */
  ServiceCall<Page<ReportedUid>> page(@Nullable PageCursor at) {
    Map<String, Object> body =
        at == null ? Map.of("Limit", PAGE_SIZE) : Map.of("Limit", PAGE_SIZE, "Cursor", at.text());
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
}
