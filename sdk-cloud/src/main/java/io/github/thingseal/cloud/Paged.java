package io.github.thingseal.cloud;

import io.github.thingseal.cloud.internal.http.AnswerReader;
import io.github.thingseal.cloud.internal.json.AnswerFormatException;
import io.github.thingseal.cloud.internal.json.Json;
import io.github.thingseal.cloud.internal.json.JsonFields;
import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.ThingsealException;
import io.github.thingseal.core.internal.arguments.Arguments;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * A list that the service sends in pages, such as {@code services.devices().matching(filter)}.
 *
 * <p>Iterating asks for a page whenever the one before is used up; a call that fails throws what
 * {@link ServiceCall#execute} throws, and iterating anew from the cursor of the last page goes on.
 * Paging is assumed: no page size is asked for unless {@link #pageSize} is called, and a service
 * that sends everything at once is read as one page. A list that changes meanwhile may show a thing
 * twice or not at all.
 *
 * <p>Immutable; each iterator and stream is for one thread.
 *
 * @param <T> what is listed
 */
public final class Paged<T> implements Iterable<T> {
  private static final int MAX_PAGE_SIZE = 1000;

  private final Request<T> request;
  private final Map<String, Object> body;
  private final @Nullable PageCursor start;

  private Paged(Request<T> request, Map<String, Object> body, @Nullable PageCursor start) {
    this.request = request;
    this.body = body;
    this.start = start;
  }

  /** A list of the objects, or whatever the function reads of an answer, that the request names. */
  static <T> Paged<T> of(
      Map<String, Object> body, Function<JsonFields, List<T>> items, Request<T> request) {
    Request<T> reading = (sent, reader) -> request.call(sent, reader);
    return new Paged<>(new Reading<>(reading, items), body, null);
  }

  /**
   * The same list in pages of this size.
   *
   * @param items how many things a page has at most, 1 to 1,000 (assumed)
   * @return a new list
   * @throws InvalidInputException if out of range
   */
  public Paged<T> pageSize(int items) {
    if (items < 1 || items > MAX_PAGE_SIZE) {
      throw new InvalidInputException(
          "A page has 1 to " + MAX_PAGE_SIZE + " items, not " + items);
    }
    return new Paged<>(request, with("Limit", items), start);
  }
}
