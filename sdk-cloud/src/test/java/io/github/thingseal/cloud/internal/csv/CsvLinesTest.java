package io.github.thingseal.cloud.internal.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.thingseal.cloud.whitelist.CsvLimits;
import io.github.thingseal.cloud.whitelist.ImportLine;
import io.github.thingseal.cloud.whitelist.LineOutcome;
import io.github.thingseal.core.InvalidInputException;
import java.io.StringWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How files of spreadsheets are read. */
class CsvLinesTest {
  private static final String UID = "0a04f008003c9623";
  private static final String OTHER = "0002000005852001";

  @ParameterizedTest
  @ValueSource(
      strings = {
        UID,
        "\ufeff" + UID + "\r\n",
        "\n\r\n  \n" + UID + "\n\n",
        "RoTPublicUID\n" + UID,
        "\ufeff\"RoT Public UID\";Note\r\n" + UID + ";\"a;b\r\nc\"\r\n",
        "sep=;\r\nNote;ROTPublicUID\r\nx;" + UID,
        "sep=,\nNote,ROTPublicUIDs\nx," + UID,
        "Note\trot_public_uid\nx\t\"" + UID + "\"",
        "Serial,Module\nx1," + UID,
        "abc,\"0A04F008003C9623\",x,y",
        "\"x;y\",0x" + UID,
        "'" + UID + ";1,2",
        "\"=\"\"" + UID + "\"\"\"",
        "\u00a0" + UID + " ,\u00fc",
        "x, \"" + UID + "\" , \"y,z\"",
        "'" + UID + "'",
        "\u200e" + UID + "\u2060",
        "RoTPublicUID|Note\n" + UID + "|a;b",
        "sep=|\nNote|RoTPublicUID\na;b,c|" + UID,
      })
  void read_whenTheFormIsKnown_findsTheIdentity(String text) {
    List<ImportLine> lines = read(text);

    assertThat(lines).hasSize(1);
    assertThat(lines.get(0).uid()).map(Object::toString).contains(UID);
    assertThat(lines.get(0).outcome()).isEqualTo(LineOutcome.ACCEPTED);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "4,61E+17 | scientific notation",
        "4.61E+17 | scientific notation",
        "4E17 | scientific notation",
        "2000005852001 | leading zeros",
        "a04f008003c9623 | leading zeros",
        "0a04f008003c96230 | 17 digits",
        "721.701 | decimal number",
        "1.234.567,00 | decimal number",
        "1'234'567 | decimal number",
        "0a04f008003c962x | not 16 hexadecimal digits",
        "ROT_PUBLIC_UID | the name of the column",
      })
  void read_whenTheCellIsNoIdentity_refusesItByName(String cell, String reason) {
    List<ImportLine> lines = read("RoTPublicUID;x\n" + UID + ";\n" + cell + ";");

    assertThat(lines).hasSize(2);
    assertThat(lines.get(1).number()).isEqualTo(3);
    assertThat(lines.get(1).text()).isEqualTo(cell);
    assertThat(lines.get(1).outcome()).isEqualTo(LineOutcome.REFUSED);
    assertThat(lines.get(1).reason()).contains(reason);
  }

  @Test
  void read_whenAFileHasOneColumnOfNumbers_doesNotTakeTheirCommaForASeparator() {
    List<ImportLine> lines = read("RoTPublicUID\n4,61E+17\n" + UID);

    assertThat(lines.get(0).reason()).contains("scientific");
    assertThat(lines.get(1).outcome()).isEqualTo(LineOutcome.ACCEPTED);
  }

  @Test
  void read_whenTheFirstIdentityHasLettersAlone_doesNotTakeItForAHeader() {
    List<ImportLine> lines = read("abcdefabcdefabcd\n" + UID);

    assertThat(lines).extracting(ImportLine::outcome).containsOnly(LineOutcome.ACCEPTED);
    assertThat(lines).hasSize(2);
  }

  @Test
  void read_whenTheHeaderIsBelowATitle_findsTheColumnByItsName() {
    List<ImportLine> lines =
        read("Plant 7, 2026;;\nIMEISV;RoTPublicUID\n3520990017614823;" + UID + "\n");

    assertThat(lines).hasSize(2);
    assertThat(lines.get(0).outcome()).isEqualTo(LineOutcome.REFUSED);
    assertThat(lines.get(0).reason()).contains("above the header");
    assertThat(lines.get(1).uid()).map(Object::toString).contains(UID);
    assertThat(lines.get(1).number()).isEqualTo(3);
  }

  @Test
  void read_whenAnIdentityComesTwice_namesTheFirstLine() {
    List<ImportLine> lines = read(UID + "\n" + OTHER + "\n\n0A04F008003C9623\n");

    assertThat(lines.get(2).outcome()).isEqualTo(LineOutcome.DUPLICATE);
    assertThat(lines.get(2).number()).isEqualTo(4);
    assertThat(lines.get(2).reason()).contains("line 1");
  }

  @Test
  void read_whenDigitsMayBeRounded_acceptsThemWithANote() {
    assertThat(read("1234567890123450").get(0).reason()).contains("rounded");
    assertThat(read(OTHER).get(0).reason()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32"})
  void read_whenTheFileIsNotUtf8_refusesIt(String charset) {
    assertRefused((UID + "\n").getBytes(Charset.forName(charset)), "UTF-16");
  }

  @Test
  void read_whenTheFileIsAWorkbook_refusesIt() {
    assertRefused(new byte[] {'P', 'K', 3, 4, 20, 0}, "workbook");
  }

  @Test
  void read_whenTheFileIsCompressed_refusesIt() {
    assertRefused(new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0}, "compressed");
  }

  @Test
  void read_whenThereIsAZeroByteAnywhere_refusesTheFileAndNamesTheLine() {
    String chinese = "\u4e2d".repeat(80);

    assertRefused((chinese + "\n" + UID).getBytes(StandardCharsets.UTF_16LE), "zero byte");
    assertRefused(UID + "\n" + OTHER + "\n\0\0", CsvLimits.standard(), "zero byte in line 3");
  }

  @Test
  void read_whenARowHasTooManyFields_saysWhy() {
    assertRefused("x,".repeat(20_000), CsvLimits.standard(), "fields");
  }

  @Test
  void read_whenOtherColumnsAreInAnOlderCharacterSet_findsTheIdentity() {
    byte[] bytes = ("Pr\u00fcfer;" + UID).getBytes(StandardCharsets.ISO_8859_1);

    assertThat(CsvLines.read(bytes, CsvLimits.standard())).hasSize(1);
  }

  @Test
  void read_whenAQuotationMarkIsNotClosed_refusesTheFile() {
    assertRefused("RoTPublicUID;Note\n" + UID + ";\"open\n" + OTHER + ";x\n", "not closed");
  }

  @Test
  void read_whenColumnsAreAmbiguous_refusesTheFile() {
    assertRefused(UID + "," + OTHER, "several columns");
    assertRefused("RoTPublicUID,ROTPublicUID\n" + UID + "," + OTHER, "several columns");
    assertRefused("a,b\nc,d", "no column");
  }

  @Test
  void read_whenTheFileIsTooLarge_namesTheLimit() {
    CsvLimits limits = new CsvLimits(100, 20, 2);

    assertRefused("x".repeat(101), limits, "100 bytes");
    assertRefused("x\n" + "x".repeat(21), limits, "20 characters in line 2");
    assertRefused("1\n2\n3\n4\n", limits, "2 rows");
  }

  @Test
  void read_ofAnyIdentitiesInAnyForm_findsEachInItsLine() {
    Random random = new Random(7);
    for (int round = 0; round < 300; round++) {
      char separator = ";,\t".charAt(random.nextInt(3));
      String end = random.nextBoolean() ? "\r\n" : "\n";
      List<String> uids =
          IntStream.range(0, 1 + random.nextInt(8)).mapToObj(i -> uid(random)).toList();
      StringBuilder text = new StringBuilder(random.nextBoolean() ? "\ufeff" : "");
      text.append("Note").append(separator).append("ROTPublicUID").append(end);
      List<Long> numbers = new ArrayList<>();
      long number = 1;
      for (String uid : uids) {
        for (int blank = random.nextInt(3); blank > 0; blank--) {
          text.append(end);
          number++;
        }
        numbers.add(++number);
        boolean quoted = random.nextBoolean();
        text.append(quoted ? "\"a" + separator + "\"\"b\"" : "n").append(separator);
        text.append(quoted ? '"' + uid + '"' : uid).append(end);
      }

      List<ImportLine> lines = read(text.toString());

      assertThat(lines)
          .as("%s", text)
          .extracting(line -> line.uid().orElseThrow().hex())
          .containsExactlyElementsOf(uids);
      assertThat(lines).extracting(ImportLine::number).containsExactlyElementsOf(numbers);
    }
  }

  @Test
  void read_ofWhatWasWritten_isExact() {
    Random random = new Random(11);
    List<String> uids = IntStream.range(0, 500).mapToObj(i -> uid(random)).distinct().toList();
    StringWriter out = new StringWriter();
    CsvExport.begin(out);
    CsvExport.write(out, uids);

    assertThat(read(out.toString()))
        .allMatch(line -> line.outcome() == LineOutcome.ACCEPTED)
        .extracting(line -> line.uid().orElseThrow().hex())
        .containsExactlyElementsOf(uids);
  }

  @Test
  void write_whenTheTextIsNoIdentity_keepsASpreadsheetFromCalculatingIt() {
    StringWriter out = new StringWriter();
    CsvExport.write(out, List.of("=1+\"2\"", "rot:1"));

    assertThat(out).hasToString("\"'=1+\"\"2\"\"\"\r\n\"rot:1\"\r\n");
  }

  @Test
  void read_ofNoise_endsWellOrIsRefused() {
    Random random = new Random(13);
    String alphabet = "0a;,\t\"\n\r'= E+.\ufeff\u00fcxRoTPublicUID";
    for (int round = 0; round < 3000; round++) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(60); i > 0; i--) {
        text.append(
            random.nextInt(12) == 0 ? UID : alphabet.charAt(random.nextInt(alphabet.length())));
      }
      try {
        assertThat(read(text.toString())).allMatch(line -> line.number() >= 1);
      } catch (InvalidInputException e) {
        assertThat(e).hasMessageStartingWith("The CSV file ");
      }
    }
  }

  private static String uid(Random random) {
    // Some look like decimal numbers, some like scientific notation.
    return switch (random.nextInt(3)) {
      case 0 -> String.format("%016d", random.nextLong(1_000_000_000_000L));
      case 1 -> String.format("%013d", random.nextLong(1_000_000_000_000L)) + "e17";
      default -> String.format("%016x", random.nextLong());
    };
  }

  private static List<ImportLine> read(String text) {
    return CsvLines.read(text.getBytes(StandardCharsets.UTF_8), CsvLimits.standard());
  }

  private static void assertRefused(String text, String why) {
    assertRefused(text, CsvLimits.standard(), why);
  }

  private static void assertRefused(String text, CsvLimits limits, String why) {
    assertThatThrownBy(() -> CsvLines.read(text.getBytes(StandardCharsets.UTF_8), limits))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(why);
  }

  private static void assertRefused(byte[] bytes, String why) {
    assertThatThrownBy(() -> CsvLines.read(bytes, CsvLimits.standard()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(why);
  }
}
