package io.github.thingseal.cloud;

import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.internal.arguments.Arguments;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * A list that the service may send in pages, such as {@code services.devices().matching(filter)}.
 *
 * <p>Iterating asks for a page whenever the one before is used up, and throws what {@link
 * ServiceCall#execute} throws if that fails. {@link #page()} asks for one page; its cursor can be
 * stored, and {@link #startingAt} goes on there. Paging is assumed: no page size is sent unless
 * {@link #pageSize} is called, and a service that sends everything at once is read as one page. Of
 * a list that changes meanwhile a thing may come twice or not at all.
 *
 * <p>Immutable; each iterator and stream is for one thread.
 *
 * @param <T> what is listed
 */
public final class Paged<T> implements Iterable<T> {
  private static final int MAX_PAGE_SIZE = 1000;

  private final CallFactory calls;
  private final PageRequest<T> request;
  private final @Nullable PageCursor start;

  Paged(CallFactory calls, PageRequest<T> request, @Nullable PageCursor start) {
    this.calls = calls;
    this.request = request;
    this.start = start;
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
      throw new InvalidInputException("A page has 1 to " + MAX_PAGE_SIZE + " items, not " + items);
    }
    return new Paged<>(calls, request.with("Limit", items), start);
  }

  /**
   * The rest of the same list.
   *
   * @param cursor the cursor of a page, such as one that was stored
   * @return a new list
   */
  public Paged<T> startingAt(PageCursor cursor) {
    return new Paged<>(calls, request, Arguments.required(cursor, "cursor"));
  }

  /**
   * The first page.
   *
   * @return the call
   */
  public ServiceCall<Page<T>> page() {
    return request.page(calls, start);
  }

  /**
   * Everything. One call asks for all pages, within its one time limit; give long lists more time,
   * or iterate.
   *
   * @return the call
   */
  public ServiceCall<List<T>> all() {
    return request.all(calls, start);
  }

  /**
   * Everything, a page at a time.
   *
   * @return an iterator that makes a call for each page
   */
  @Override
  public Iterator<T> iterator() {
    Iterator<Page<T>> pages = new Pages();
    return new Iterator<>() {
      private Iterator<T> items = List.<T>of().iterator();

      @Override
      public boolean hasNext() {
        while (!items.hasNext() && pages.hasNext()) {
          items = pages.next().items().iterator();
        }
        return items.hasNext();
      }

      @Override
      public T next() {
        if (!hasNext()) {
          throw new NoSuchElementException("The list has no more items");
        }
        return items.next();
      }
    };
  }

  /**
   * The pages, for those who store the cursor of each.
   *
   * @return each page when it is asked for, at least one
   */
  public Iterable<Page<T>> pages() {
    return Pages::new;
  }

  /**
   * Everything, a page at a time.
   *
   * @return a sequential stream that makes a call for each page it comes to
   */
  public Stream<T> stream() {
    return StreamSupport.stream(
        Spliterators.spliteratorUnknownSize(iterator(), Spliterator.ORDERED | Spliterator.NONNULL),
        false);
  }

  /**
   * Names the operation.
   *
   * @return such as {@code Paged[device.list]}
   */
  @Override
  public String toString() {
    return "Paged[" + request.operation().name() + "]";
  }

  private final class Pages implements Iterator<Page<T>> {
    private @Nullable PageCursor at = start;
    private boolean over;

    @Override
    public boolean hasNext() {
      return !over;
    }

    @Override
    public Page<T> next() {
      if (over) {
        throw new NoSuchElementException("The list has no more pages");
      }
      Page<T> page = request.page(calls, at).execute();
      at = page.next().orElse(null);
      over = at == null;
      return page;
    }
  }
}
