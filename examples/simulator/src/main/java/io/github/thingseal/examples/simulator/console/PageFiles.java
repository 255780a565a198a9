package io.github.thingseal.examples.simulator.console;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** The files of the page. */
final class PageFiles {
  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "svg", "image/svg+xml");

  private PageFiles() {}

  /** A file and what it is. */
  record PageFile(String type, String text) {}

  static Optional<PageFile> find(String path) {
    String name = path.equals("/") ? "index.html" : path.substring(1);
    if (!name.matches("[a-z]+\\.[a-z]+")) {
      return Optional.empty();
    }
    String type = TYPES.get(name.substring(name.indexOf('.') + 1));
    try (InputStream in = PageFiles.class.getResourceAsStream(name)) {
      return in == null || type == null
          ? Optional.empty()
          : Optional.of(new PageFile(type, new String(in.readAllBytes(), StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
