package io.github.thingseal.cloud.internal.csv;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.thingseal.cloud.whitelist.CsvLimits;
import io.github.thingseal.cloud.whitelist.ImportLine;
import io.github.thingseal.cloud.whitelist.LineOutcome;
import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.id.RotPublicUid;
import io.github.thingseal.testsupport.FuzzInputs;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Any bytes as a CSV file: lines in order, each identity in the text of its line and accepted once,
 * and the same identities after an export; or a refusal that says what is wrong with the file.
 */
class CsvLinesFuzzTest {
  private static final CsvLimits LIMITS = new CsvLimits(100_000, 10_000, 1000);

  @FuzzTest
  void fuzz(byte[] input) {
    CsvLinesFuzzTest.check(input);
  }

  @Test
  @Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void read_whenSeedsAndRandomInputs_givesLinesOrTheDocumentedException() {
    FuzzInputs.run(CsvLinesFuzzTest.class, 2000, CsvLinesFuzzTest::check);
  }

  private static void check(byte[] input) {
    List<ImportLine> lines;
    try {
      lines = CsvLines.read(input, LIMITS);
    } catch (InvalidInputException e) {
      assertThat(e).hasMessageStartingWith("The CSV file ").hasMessageNotContaining("null");
      return;
    }
    assertThat(lines).extracting(ImportLine::number).isSorted().doesNotHaveDuplicates();
    lines.forEach(CsvLinesFuzzTest::requireSound);
    List<RotPublicUid> accepted =
        lines.stream()
            .filter(line -> line.outcome() == LineOutcome.ACCEPTED)
            .map(line -> line.uid().orElseThrow())
            .toList();
    assertThat(accepted).doesNotHaveDuplicates();
    requireSameAfterExport(accepted);
  }

  private static void requireSound(ImportLine line) {
    line.uid()
        .ifPresent(uid -> assertThat(line.text().toLowerCase(Locale.ROOT)).contains(uid.hex()));
    boolean explained = line.outcome() == LineOutcome.ACCEPTED || !line.reason().isBlank();
    assertThat(explained).isTrue();
  }

  private static void requireSameAfterExport(List<RotPublicUid> uids) {
    StringWriter out = new StringWriter();
    CsvExport.begin(out);
    CsvExport.write(out, uids.stream().map(RotPublicUid::hex).toList());

    byte[] exported = out.toString().getBytes(StandardCharsets.UTF_8);
    assertThat(CsvLines.read(exported, LIMITS))
        .extracting(line -> line.uid().orElseThrow())
        .isEqualTo(uids);
  }
}
