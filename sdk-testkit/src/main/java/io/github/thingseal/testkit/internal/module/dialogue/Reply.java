package io.github.thingseal.testkit.internal.module.dialogue;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** What a command answers. */
public sealed interface Reply {
  /**
   * Information text, then success.
   *
   * @param lines the text
   * @param lead what stands before the first line if results are verbose
   * @param afterwards is run when all of it is on its way
   */
  record Done(List<Info> lines, String lead, Runnable afterwards) implements Reply {
    private static final String LINE_END = "\r\n";

    Done(List<Info> lines, Runnable afterwards) {
      this(lines, LINE_END, afterwards);
    }
  }

  /** An error instead of everything else. */
  record Failed(CommandError error) implements Reply {}

  /** A prompt; so many bytes decide about the reply that follows. */
  record Prompt(int lengthBytes, Function<byte[], Reply> payload) implements Reply {}

  /** Something that takes time; any character from the host aborts it. */
  record Later(Duration delay, Supplier<Reply> reply) implements Reply {}

  /**
   * Something that ends when it ends; any character from the host aborts it. The event takes what
   * to do when it comes, and returns what forgets that.
   */
  record Awaited(Function<Runnable, Runnable> event, Supplier<Reply> reply) implements Reply {}

  /** A final result code that is neither success nor error, such as {@code NO CARRIER}. */
  record Result(String code) implements Reply {}

  /** {@code CONNECT}, and data from then on, with the call that the port has. */
  record Connect() implements Reply {}

  static Reply ok() {
    return okThen(() -> {});
  }

  static Reply okThen(Runnable afterwards) {
    return new Done(List.of(), afterwards);
  }

  static Reply lines(String... lines) {
    return new Done(Arrays.stream(lines).map(Info::of).toList(), () -> {});
  }

  static Reply line(Info line) {
    return new Done(List.of(line), () -> {});
  }

  static Reply lineAfter(String lead, Info line) {
    return new Done(List.of(line), lead, () -> {});
  }

  static Reply failed(CommandError error) {
    return new Failed(error);
  }
}
