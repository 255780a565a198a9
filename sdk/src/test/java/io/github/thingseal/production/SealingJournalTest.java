package io.github.thingseal.production;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.PermanentException;
import io.github.thingseal.core.TransientException;
import io.github.thingseal.core.id.DeviceSerialNumber;
import io.github.thingseal.core.id.RotPublicUid;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SealingJournalTest {
  private static final Clock NOON =
      Clock.fixed(Instant.parse("2026-11-22T12:00:00Z"), ZoneOffset.UTC);
  private static final RotPublicUid FIRST = RotPublicUid.of("0a04f008003c9623");
  private static final RotPublicUid SECOND = RotPublicUid.of("0002000005b52001");
  private static final DeviceSerialNumber SERIAL = DeviceSerialNumber.of("A-1");
  private static final DeviceSerialNumber OTHER = DeviceSerialNumber.of("A-2");

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void nameFile() {
    file = folder.resolve("line.journal");
  }

  @Test
  void open_afterACrash_knowsEveryModule() throws IOException {
    try (SealingJournal journal = SealingJournal.open(file, NOON)) {
      journal.reserve(FIRST, SERIAL);
      journal.sealing(FIRST);
      journal.reserve(SECOND, OTHER);
    }

    assertThat(Files.readString(file))
        .isEqualTo(
            """
            2026-11-22T12:00:00Z RESERVED 0a04f008003c9623 A-1
            2026-11-22T12:00:00Z SEALING 0a04f008003c9623 A-1
            2026-11-22T12:00:00Z RESERVED 0002000005b52001 A-2
            """);
    try (SealingJournal journal = SealingJournal.open(file, NOON)) {
      assertThat(journal.latest(FIRST).map(JournalEntry::event))
          .contains(JournalEntry.Event.SEALING);
      assertThat(journal.latest(SECOND).map(JournalEntry::serial)).contains(OTHER);
      assertThat(journal.latest()).hasSize(2);
    }
  }

  @Test
  void reserve_onAnInterruptedThread_leavesTheJournalToTheOthers() {
    try (SealingJournal journal = SealingJournal.open(file, NOON)) {
      Thread.currentThread().interrupt();
      journal.reserve(FIRST, SERIAL);
      assertThat(Thread.interrupted()).isTrue();

      journal.reserve(SECOND, OTHER);
      assertThat(journal.latest()).hasSize(2);
    }
    assertThat(file).content().contains(SERIAL.value(), OTHER.value());
  }

  @Test
  void append_onceClosed_saysSoAndBlamesNoDisk() {
    SealingJournal journal = SealingJournal.open(file, NOON);
    journal.reserve(FIRST, SERIAL);
    journal.close();
    journal.close();

    assertThatThrownBy(() -> journal.reserve(SECOND, OTHER))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("The journal " + file + " is closed; open it again");
    assertThatThrownBy(() -> journal.sealing(FIRST)).isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> journal.verified(FIRST)).isInstanceOf(InvalidInputException.class);
    assertThat(journal.latest(FIRST).map(JournalEntry::event))
        .contains(JournalEntry.Event.RESERVED);
  }

  @Test
  void append_afterTheDiskHasFailed_isRefusedSoThatHalfALineStaysTheLast() throws IOException {
    SealingJournal journal = SealingJournal.open(file, NOON);
    journal.reserve(FIRST, SERIAL);
    journal.disk.close();

    assertThatThrownBy(() -> journal.sealing(FIRST))
        .isInstanceOf(PermanentException.class)
        .hasMessageContaining("was not begun");
    assertThatThrownBy(() -> journal.reserve(SECOND, OTHER))
        .isInstanceOf(PermanentException.class)
        .hasMessageContaining("failed before");
    assertThat(journal.latest()).hasSize(1).allMatch(entry -> entry.serial().equals(SERIAL));
    journal.close();
  }

  @Test
  void open_whenTheLastLineIsCut_dropsItAndGoesOn() throws IOException {
    try (SealingJournal journal = SealingJournal.open(file, NOON)) {
      journal.reserve(FIRST, SERIAL);
    }
    Files.writeString(file, "2026-11-22T12:00:00Z SEALING 0a04f", StandardOpenOption.APPEND);

    try (SealingJournal journal = SealingJournal.open(file, NOON)) {
      assertThat(journal.latest(FIRST).map(JournalEntry::event))
          .contains(JournalEntry.Event.RESERVED);
      journal.sealing(FIRST);
    }
    assertThat(Files.readAllLines(file)).hasSize(2).last().asString().contains(" SEALING ");
  }

  @Test
  void open_whenItIsAnotherFile_isRefusedAndLeftAlone() throws IOException {
    Files.writeString(file, "serial,imei\nA-1,357862090123456\n");

    assertThatThrownBy(() -> SealingJournal.open(file))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("Line 1");
    assertThat(Files.readString(file)).isEqualTo("serial,imei\nA-1,357862090123456\n");
  }

  @Test
  void open_whenInUse_isRefused() {
    try (SealingJournal journal = SealingJournal.open(file)) {
      assertThat(journal.latest()).isEmpty();
      assertThatThrownBy(() -> SealingJournal.open(file))
          .isInstanceOf(TransientException.class)
          .hasMessageContaining("in use");
    }
    SealingJournal.open(file).close();
  }

  @Test
  void open_whenAnotherFileHasNoLineEnd_isRefusedAndLeftAlone() throws IOException {
    for (String other : List.of("357862090123456", "\0\1\2key", "-----BEGIN KEY-----", "2026;x")) {
      Files.writeString(file, other);

      assertThatThrownBy(() -> SealingJournal.open(file))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("right file");
      assertThat(Files.readString(file)).isEqualTo(other);
    }
  }

  @Test
  void open_whereverTheLastLineIsCut_dropsIt() throws IOException {
    String whole = "2026-11-22T12:00:00.123456789Z RESERVED 0a04f008003c9623 A-1";
    for (int length = 0; length <= whole.length(); length++) {
      for (String lost : List.of("", "\0", "\0\0\0\0")) {
        Files.writeString(file, whole.substring(0, length) + lost);

        SealingJournal.open(file, NOON).close();
        assertThat(file).isEmptyFile();
      }
    }
  }

  @Test
  void open_onAnotherFileSystem_isRefused() throws IOException {
    URI archive = URI.create("jar:" + folder.resolve("line.zip").toUri());
    try (FileSystem zip = FileSystems.newFileSystem(archive, Map.of("create", "true"))) {
      assertThatThrownBy(() -> SealingJournal.open(zip.getPath("/line.journal")))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("/line.journal")
          .hasMessageContaining("on a disk");
    }
  }

  @Test
  void open_whenLockedThroughAnotherClassLoader_isRefusedAsInUse() throws IOException {
    Files.createFile(file);
    Path lock = file.toRealPath().resolveSibling("line.journal.lock");
    try (FileChannel other =
        FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      assertThat(other.tryLock()).isNotNull();
      assertThatThrownBy(() -> SealingJournal.open(file))
          .isInstanceOf(TransientException.class)
          .hasMessageContaining("in use");
    }
    SealingJournal.open(file).close();
  }

  @Test
  void open_onAnInterruptedThread_locksAndKeepsTheInterrupt() {
    Thread.currentThread().interrupt();
    try (SealingJournal journal = SealingJournal.open(file, NOON)) {
      assertThat(Thread.interrupted()).isTrue();
      journal.reserve(FIRST, SERIAL);
      assertThatThrownBy(() -> SealingJournal.open(file)).hasMessageContaining("in use");
    } finally {
      boolean unused = Thread.interrupted();
    }
  }

  @Test
  void open_whereverAFileWithCrLfIsCut_dropsWhatIsNoLine() throws IOException {
    String whole =
        Stream.of("RESERVED", "SEALING")
            .map("2026-11-22T12:00:00Z %s 0a04f008003c9623 A-1\r\n"::formatted)
            .collect(Collectors.joining());
    for (int length = 0; length <= whole.length(); length++) {
      String cut = whole.substring(0, length);
      Files.writeString(file, cut);

      SealingJournal.open(file, NOON).close();
      assertThat(file).hasContent(cut.substring(0, cut.lastIndexOf('\n') + 1));
    }
  }

  @Test
  void open_whenTwoJournalsWereJoined_isRefusedAndLeftAlone() throws IOException {
    String first = "2026-11-22T12:00:00Z RESERVED 0a04f008003c9623 A-1\n";
    for (String other : List.of("0002000005b52001 A-1\n", "0a04f008003c9623 A-2\n")) {
      String joined = first + "2026-11-23T12:00:00Z SEALING " + other;
      Files.writeString(file, joined);

      assertThatThrownBy(() -> SealingJournal.open(file))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("Line 2")
          .hasMessageContaining("two journals");
      assertThat(Files.readString(file)).isEqualTo(joined);
    }
  }

  static Stream<Arguments> illegalSequences() {
    return Stream.of(
        arguments(List.of("SEALING"), "first entry is RESERVED"),
        arguments(List.of("VERIFIED"), "first entry is RESERVED"),
        arguments(List.of("RESERVED", "RESERVED"), "RESERVED"),
        arguments(List.of("RESERVED", "SEALING", "RESERVED"), "SEALING"),
        arguments(List.of("RESERVED", "SEALING", "VERIFIED", "RESERVED"), "VERIFIED"),
        arguments(List.of("RESERVED", "VERIFIED", "SEALING"), "VERIFIED"),
        arguments(List.of("RESERVED", "SEALING", "VERIFIED", "VERIFIED"), "VERIFIED"));
  }

  @ParameterizedTest
  @MethodSource("illegalSequences")
  void open_whenEntriesDoNotFollowEachOther_isRefusedByLineAndLeftAlone(
      List<String> events, String reason) throws IOException {
    String edited =
        events.stream()
            .map(event -> "2026-11-22T12:00:00Z " + event + " 0a04f008003c9623 A-1\n")
            .collect(
                Collectors.joining("", "2026-11-22T12:00:00Z RESERVED 0002000005b52001 A-2\n", ""));
    Files.writeString(file, edited);

    assertThatThrownBy(() -> SealingJournal.open(file))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("Line " + (events.size() + 1))
        .hasMessageContaining(FIRST.toString())
        .hasMessageContaining(reason)
        .hasMessageContaining("was it edited");
    assertThat(file).hasContent(edited);
  }

  @Test
  void open_afterASealingThatWasTriedTwice_goesOn() throws IOException {
    try (SealingJournal journal = SealingJournal.open(file, NOON)) {
      journal.reserve(FIRST, SERIAL);
      journal.sealing(FIRST);
      journal.sealing(FIRST);
      journal.verified(FIRST);
      journal.verified(FIRST);
      journal.reserve(SECOND, OTHER);
      journal.verified(SECOND);
    }
    try (SealingJournal journal = SealingJournal.open(file, NOON)) {
      assertThat(journal.latest()).allMatch(JournalEntry::isVerified).hasSize(2);
    }
  }

  /** A clone has the identity of a module that is sealed, and is not. */
  @Test
  void sealing_whenTheModuleWasVerified_isRefused() {
    try (SealingJournal journal = SealingJournal.open(file, NOON)) {
      journal.reserve(FIRST, SERIAL);
      journal.sealing(FIRST);
      journal.verified(FIRST);

      assertThatThrownBy(() -> journal.sealing(FIRST))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("was not sealed")
          .hasMessageContaining("clone");
      assertThat(journal.latest(FIRST).orElseThrow().isVerified()).isTrue();
    }
  }

  @Test
  void open_whenTheFileIsHuge_isRefusedAndUnlocked() throws IOException {
    try (RandomAccessFile huge = new RandomAccessFile(file.toFile(), "rw")) {
      huge.setLength(500L << 20);
    }
    assertThatThrownBy(() -> SealingJournal.open(file))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("524288000 bytes")
        .hasMessageContaining("Begin another one");
    assertThat(file).hasSize(500L << 20);

    Files.delete(file);
    SealingJournal.open(file, NOON).close();
  }

  @Test
  void open_whenALineHasNoEnd_isRefusedAndLeftAlone() throws IOException {
    for (String endless : List.of("2".repeat(1 << 20), "\0".repeat(1 << 20))) {
      Files.writeString(file, endless);
      assertThatThrownBy(() -> SealingJournal.open(file))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("The end of");
      assertThat(file).hasSize(1 << 20);
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void open_whenItIsNoFile_isRefused() {
    for (String device : List.of("/dev/null", "/dev/zero")) {
      assertThatThrownBy(() -> SealingJournal.open(Path.of(device)))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("a file on a disk");
    }
  }

  @Test
  void open_whenMemoryRunsOut_givesTheLockFree() throws Exception {
    try (BufferedWriter lines = Files.newBufferedWriter(file)) {
      for (int i = 0; i < 60_000; i++) {
        lines.write("2026-11-22T12:00:00Z RESERVED %016x S-%d%n".formatted(i + 1, i));
      }
    }
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx8m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                JournalUser.class.getName(),
                file.toString())
            .inheritIO()
            .start();
    assertThat(process.waitFor()).isEqualTo(JournalUser.OPENED_AFTER_ALL);
  }

  @Test
  void open_whenAnotherPartOfThisProgramWasRefusedAndReadTheFile_isStillRefusedToOtherPrograms()
      throws IOException, InterruptedException {
    try (SealingJournal journal = SealingJournal.open(file, NOON)) {
      journal.reserve(FIRST, SERIAL);
      assertThatThrownBy(() -> SealingJournal.open(file)).isInstanceOf(TransientException.class);
      assertThat(Files.readAllLines(file)).hasSize(1);

      assertThat(openElsewhere()).isEqualTo(JournalUser.IN_USE);
    }
    assertThat(openElsewhere()).isEqualTo(JournalUser.OPENED);
  }

  private int openElsewhere() throws IOException, InterruptedException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            JournalUser.class.getName(),
            file.toString())
        .inheritIO()
        .start()
        .waitFor();
  }

  /** Another program, which ends with what came of opening the journal. */
  static final class JournalUser {
    static final int OPENED = 40;
    static final int IN_USE = 41;
    static final int OPENED_AFTER_ALL = 43;

    private JournalUser() {}

    public static void main(String[] args) {
      int outcome = OPENED;
      try (SealingJournal journal = SealingJournal.open(Path.of(args[0]))) {
        outcome += journal.latest().isEmpty() ? 2 : 0;
      } catch (TransientException e) {
        outcome = IN_USE;
      } catch (OutOfMemoryError e) {
        outcome = openedEmpty(Path.of(args[0]));
      }
      System.exit(outcome);
    }
  }

  private static int openedEmpty(Path file) {
    try {
      Files.write(file, new byte[0]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    SealingJournal.open(file).close();
    return JournalUser.OPENED_AFTER_ALL;
  }

  @Test
  void open_byALink_isTheSameJournal() throws IOException {
    try (SealingJournal journal = SealingJournal.open(file, NOON)) {
      journal.reserve(FIRST, SERIAL);
      Path link = Files.createSymbolicLink(folder.resolve("link"), file);

      assertThatThrownBy(() -> SealingJournal.open(link)).isInstanceOf(TransientException.class);
    }
  }

  @Test
  void verified_whenTheDiskFails_saysThatTheModuleIsSealed() throws IOException {
    SealingJournal journal = SealingJournal.open(file, NOON);
    journal.reserve(FIRST, SERIAL);
    journal.disk.close();

    assertThatThrownBy(() -> journal.verified(FIRST))
        .isInstanceOf(PermanentException.class)
        .hasMessageContaining("is sealed")
        .hasMessageNotContaining("not begun");
    journal.close();
  }

  @Test
  void open_whenTheFolderIsMissing_isRefused() {
    assertThatThrownBy(() -> SealingJournal.open(folder.resolve("missing/line.journal")))
        .isInstanceOf(InvalidInputException.class);
  }

  @Test
  void reserve_whenTheSerialIsAnothers_isRefused() {
    try (SealingJournal journal = SealingJournal.open(file, NOON)) {
      journal.reserve(FIRST, SERIAL);

      assertThatThrownBy(() -> journal.reserve(SECOND, SERIAL))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining(FIRST.hex());
      assertThatThrownBy(() -> journal.reserve(FIRST, OTHER))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("A-1");
      assertThat(journal.latest(SECOND)).isEqualTo(Optional.empty());
    }
  }
}
