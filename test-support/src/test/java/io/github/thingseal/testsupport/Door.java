package io.github.thingseal.testsupport;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** An API with and without faults, to try the generators with. */
@SuppressWarnings("unused")
public final class Door {
  static final AtomicInteger OPENED = new AtomicInteger();

  /** What the door refuses with. */
  public static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String kept;
    private final transient List<String> lost;

    Refused(String message, List<String> lost) {
      super(message);
      this.kept = message;
      this.lost = lost;
    }

    public String kept() {
      return kept;
    }

    public List<String> lost() {
      return lost;
    }
  }

  /** What callers implement; there is no door of it. */
  public interface Guest {
    void greet(String host);
  }

  private Door() {}

  private static void require(@Nullable Object value, String name) {
    if (value == null) {
      throw new Refused(name + " is null", List.of("x"));
    }
  }

  public static Door good(String name, @Nullable String surname) {
    require(name, "name");
    return new Door();
  }

  public void goodElements(String... names) {
    require(names, "names");
    Arrays.stream(names).forEach(each -> require(each, "names[0]"));
  }

  public void accepts(String name) {}

  public void leaks(String name) {
    if (name.isEmpty()) {
      OPENED.incrementAndGet();
    }
  }

  public void confuses(String name) {
    require(name, "nome");
  }

  public void opensFirst(String name) {
    OPENED.incrementAndGet();
    require(name, "name");
  }

  public void takesElements(List<String> names) {
    require(names, "names");
  }
}
