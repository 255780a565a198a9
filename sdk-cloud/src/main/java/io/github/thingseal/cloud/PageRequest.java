package io.github.thingseal.cloud;

import io.github.thingseal.cloud.internal.call.ApiRequest;
import io.github.thingseal.cloud.internal.json.AnswerFormatException;
import io.github.thingseal.cloud.internal.json.Json;
import io.github.thingseal.cloud.internal.json.JsonFields;
import io.github.thingseal.cloud.operation.Operation;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How one page of a list is asked for, and read.
 *
 * @param operation the operation that lists
 * @param subject what it is about, for messages
 * @param secret a secret of the request, or an empty text
 * @param body the request without its cursor
 * @param items reads what is listed
 */
record PageRequest<T>(
    Operation operation,
    String subject,
    String secret,
    Map<String, Object> body,
    Function<JsonFields, List<T>> items) {
  private static final String CURSOR = "Cursor";
  private static final String NEXT = "NextCursor";

  /** The same request with another field. */
  PageRequest<T> with(String field, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(body);
    more.put(field, value);
    return new PageRequest<>(operation, subject, secret, more, items);
  }

  /** One page. */
  ServiceCall<Page<T>> page(CallFactory calls, @Nullable PageCursor at) {
    return calls.call(request(calls, at, null)).map(Part::asPage);
  }

  /** All pages from here on, in one call. */
  ServiceCall<List<T>> all(CallFactory calls, @Nullable PageCursor at) {
    return calls.call(following(calls, at, null)).map(Part::withAllBefore);
  }

  private ApiRequest<Part<T>> following(
      CallFactory calls, @Nullable PageCursor at, @Nullable Part<T> before) {
    return request(calls, at, before)
        .followedBy(
            part ->
                part.next.map(next -> ApiRequest.Following.atOnce(following(calls, next, part))));
  }

  private ApiRequest<Part<T>> request(
      CallFactory calls, @Nullable PageCursor at, @Nullable Part<T> before) {
    Map<String, Object> sent = at == null ? body : with(CURSOR, at.text()).body;
    ApiRequest<Part<T>> request =
        calls.request(operation, subject, sent, answer -> read(answer, at, before));
    return secret.isEmpty() ? request : request.withSecret(secret);
  }

  private Part<T> read(byte[] answer, @Nullable PageCursor at, @Nullable Part<T> before) {
    JsonFields json = Json.parseObject(answer);
    Optional<PageCursor> next = json.optionalText(NEXT).map(PageCursor::new);
    if (next.isPresent() && next.get().equals(at)) {
      throw new AnswerFormatException("a page that leads to itself, not to the next one");
    }
    return new Part<>(items.apply(json), next, before);
  }

  /** A page, and the one that led to it. */
  private record Part<T>(List<T> items, Optional<PageCursor> next, @Nullable Part<T> before) {
    Page<T> asPage() {
      return new Page<>(items, next);
    }

    List<T> withAllBefore() {
      Deque<List<T>> pages = new ArrayDeque<>();
      for (Part<T> part = this; part != null; part = part.before) {
        pages.addFirst(part.items);
      }
      return pages.stream().flatMap(List::stream).toList();
    }
  }
}
