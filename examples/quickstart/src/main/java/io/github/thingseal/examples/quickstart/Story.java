package io.github.thingseal.examples.quickstart;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Shows a newcomer what happens: numbered steps, a line or two each, and a summary. */
final class Story {
  private static final int STEPS = 12;
  private static final String INDENT = " ".repeat(8);
  private static final int BAR = 24;

  private final PrintStream out;
  private final List<String> summary = new ArrayList<>();
  private int step;

  Story(PrintStream out) {
    this.out = out;
  }

  void title(String text) {
    out.println();
    out.println(text);
    out.println("=".repeat(text.length()));
  }

  synchronized void step(String text) {
    step++;
    out.printf(Locale.ROOT, "%n[%2d/%d] %s%n", step, STEPS, text);
  }

  synchronized void say(String format, Object... values) {
    String text = String.format(Locale.ROOT, format, values);
    out.printf(Locale.ROOT, "%s%n", INDENT + text.replace("\n", "\n" + INDENT));
  }

  void skip(String reason) {
    say("skipped: %s", reason);
    done("skipped: " + reason);
  }

  /** One line of the summary for the current step. */
  void done(String result) {
    summary.add(String.format(Locale.ROOT, "%2d  %s", step, result));
  }

  /** A bar that grows line by line, so that it also reads well in a log. */
  synchronized void progress(int part, int parts, String text, Duration elapsed) {
    int filled = BAR * part / parts;
    String bar = "#".repeat(filled) + ".".repeat(BAR - filled);
    say("[%s] %4.1f s  %s", bar, elapsed.toMillis() / 1000.0, text);
  }

  void summary(Duration took) {
    title("Summary");
    summary.forEach(out::println);
    out.printf(Locale.ROOT, "%nAll of it passed in %.1f s.%n", took.toMillis() / 1000.0);
  }

  void stopped(String reason) {
    out.printf(Locale.ROOT, "%nStopped after step %d: %s%n", step, reason);
  }

  void failed(@Nullable String reason) {
    out.printf(Locale.ROOT, "%nStep %d failed: %s%n", step, reason);
  }
}
