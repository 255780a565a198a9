package io.github.thingseal.at.internal.text;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Scans each stream whole, and cut at every place. */
class LineScannerTest {
  private static List<String> lines(Supplier<LineScanner> scanner, String stream) {
    byte[] bytes = stream.getBytes(ISO_8859_1);
    List<String> whole = new ArrayList<>();
    int unused = scanner.get().scan(bytes, 0, bytes.length, text -> !whole.add(text));
    for (int cut = 0; cut < bytes.length; cut++) {
      List<String> found = new ArrayList<>();
      LineScanner cutting = scanner.get();
      assertThat(cutting.scan(bytes, 0, cut, text -> !found.add(text)))
          .isEqualTo(LineScanner.NOT_FOUND);
      assertThat(cutting.scan(bytes, cut, bytes.length, text -> !found.add(text)))
          .isEqualTo(LineScanner.NOT_FOUND);
      assertThat(found).isEqualTo(whole);
    }
    return whole;
  }

  @Test
  void scan_whenAnyEndWillDo_findsLinesWithEach() {
    assertThat(lines(LineScanner::ofLines, "AT\r\r\nOK\r\n0\rx\ny"))
        .containsExactly("AT", "OK", "0", "x");
  }

  @Test
  void scan_whenAnyEndWillDo_passesOverNulsAndLinesWithNoise() {
    assertThat(lines(LineScanner::ofLines, "\0O\0K\r\n\u00f8+CME ERROR: 3\r\nR\u007f\rOK\n"))
        .containsExactly("OK", "OK");
  }

  @Test
  void scan_whenFramed_findsWhatStandsBetweenTwoEnds() {
    assertThat(lines(LineScanner::ofFramedLines, "noise\r\nOK\r\n\r\n+X: 1\r\nOK"))
        .containsExactly("OK", "+X: 1");
  }

  @Test
  void scan_whenFramed_takesNoHalfEndAndNoNoise() {
    String halves = "\r\nO\rK\r\nO\nK\r\nOK\r\r\n\rOK\r\n\n\0OK\r\n\u00f8\r\n";
    assertThat(lines(LineScanner::ofFramedLines, halves + "OK\r\n")).containsExactly("OK");
  }

  @Test
  void scan_whenALineIsLongerThanAny_doesNotKeepIt() {
    String line = "x".repeat(1024);
    assertThat(lines(LineScanner::ofLines, line + "\r" + line + "x\rOK\r"))
        .containsExactly(line, "OK");
  }

  @Test
  void scan_whenALineIsWanted_stopsBehindItsEndAndGoesOnThere() {
    byte[] bytes = "xx\r\nOK\r\nOK\r\nOK\rrest\r\n".getBytes(ISO_8859_1);
    LineScanner framed = LineScanner.ofFramedLines();
    assertThat(framed.scan(bytes, 2, bytes.length, "OK"::equals)).isEqualTo(8);
    assertThat(framed.scan(bytes, 8, bytes.length, "OK"::equals)).isEqualTo(12);
    assertThat(framed.scan(bytes, 12, bytes.length, "OK"::equals)).isEqualTo(LineScanner.NOT_FOUND);
    assertThat(LineScanner.ofLines().scan(bytes, 12, bytes.length, "OK"::equals)).isEqualTo(15);
  }
}
