package io.github.thingseal.at.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.thingseal.at.command.device.Identification;
import io.github.thingseal.at.command.device.ReadBaudRate;
import io.github.thingseal.at.command.device.ReadFileBlock;
import io.github.thingseal.at.command.device.ReadFileSize;
import io.github.thingseal.at.command.device.ReadFreeFileSpace;
import io.github.thingseal.at.command.device.ReadSupportedFunctionality;
import io.github.thingseal.at.command.network.ReadPdpAddress;
import io.github.thingseal.at.command.network.ReadPdpConnection;
import io.github.thingseal.at.command.security.ReadE2eVersion;
import io.github.thingseal.at.command.tls.ListCredentials;
import io.github.thingseal.at.command.tls.ReadCipherSuites;
import io.github.thingseal.at.command.tls.ReadTlsOption;
import io.github.thingseal.at.command.tls.TlsOption;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Answers of every command that are cut, too long, doubled, out of order or from another locale:
 * what they say is read, or reported by an {@link UnexpectedReplyException} that shows no secret.
 */
class DamagedAnswersTest {
  private static final int RANDOM_DAMAGES = 200;

  /** Shorter ones stand in messages by chance. */
  private static final int TELLING = 6;

  /** No decimal numbers, whatever a foreign locale or a longer integer says. */
  private static final List<String> NO_NUMBERS =
      List.of(
          "x",
          "1.5",
          "1,5",
          "1 000",
          "0x10",
          "1e3",
          "--1",
          "2147483648",
          "-2147483649",
          "99999999999999999999999",
          "\u00d9\u00a1",
          "\u00b2",
          "\u00a07",
          "7\r\nOK",
          "9".repeat(70_000));

  private static final List<String> OTHERS =
      List.of("", " ", "\0", "-7", "+7", "\"", "(0-", ";", ",");

  static Stream<CommandSample> answered() {
    return CommandSamplesTest.answered();
  }

  @ParameterizedTest
  @MethodSource("answered")
  void read_whenANumberIsNone_isReportedUnlessItIsNotReadOrHandedOutAsItCame(CommandSample sample) {
    String sound = shown(read(sample, sample.reply().stream().map(Line::of).toList()));

    for (Damage damage : numbersReplaced(sample)) {
      Object result = read(sample, damage.lines());
      assertThat(shown(result))
          .as("%s", damage)
          .satisfiesAnyOf(
              shown -> assertThat(shown).isEqualTo("reported"),
              shown -> assertThat(shown).isEqualTo(sound),
              shown -> assertThat(shown).contains(damage.text()));
    }
  }

  @ParameterizedTest
  @MethodSource("answered")
  void read_whenFieldsAndLinesAreDamaged_isAResultOrReported(CommandSample sample) {
    for (List<Line> damaged : damaged(sample)) {
      assertThat(read(sample, damaged)).as("%s", damaged).isNotNull();
    }
  }

  @ParameterizedTest
  @MethodSource("answered")
  void read_whenBytesAreDamagedAtRandom_isAResultOrReported(CommandSample sample) {
    Random random = new Random(sample.line().hashCode());
    for (int i = 0; i < RANDOM_DAMAGES; i++) {
      List<Line> damaged =
          sample.reply().stream().map(Line::of).map(line -> line.noisy(random)).toList();
      assertThat(read(sample, damaged)).as("%s", damaged).isNotNull();
    }
  }

  static Stream<Arguments> impossible() {
    return Stream.of(
        // About something else than was asked for.
        arguments(new ReadPdpAddress(1), "+CGPADDR: 2,\"10.85.125.87\""),
        arguments(new ReadPdpConnection(1), "+CGCONTRDP: 2,5,\"iot\""),
        arguments(new ReadTlsOption(0, TlsOption.CERTIFICATE_CHECK), "+USECPRF: 1,0,1"),
        arguments(new ReadCipherSuites(0), "+USECPRF: 1,2,99,\"C02F\""),
        arguments(new ReadCipherSuites(0), "+USECPRF: 0,0,1"),
        arguments(new ReadE2eVersion(), "+USECOPCMD: \"cfgipv4\",1"),
        // More than was asked for.
        arguments(new ReadFileBlock("a", 0, 2), "+URDBLOCK: \"a\",3,\"abc\""),
        // Out of range.
        arguments(new ReadFileSize("a"), "+ULSTFILE: -1"),
        arguments(new ReadFreeFileSpace(), "+ULSTFILE: -1"),
        arguments(new ReadBaudRate(), "+IPR: -1"),
        arguments(new ReadSupportedFunctionality(), "+CFUN: (5-1)"),
        arguments(Identification.ICCID, "+CCID: 898600005020001807221"),
        // Cut.
        arguments(new ReadCipherSuites(0), "+USECPRF: 0,2,100,\"C02A;;\""),
        arguments(new ReadCipherSuites(0), "+USECPRF: 0,2,100,\";\""),
        arguments(new ListCredentials(), "CA,\"ca\",\"A broker\",\"2032/10"));
  }

  @ParameterizedTest
  @MethodSource("impossible")
  void read_whenNoModuleCanMeanIt_isReported(AtCommand<?> command, String line) {
    assertThatThrownBy(() -> command.read(Lines.of(line)))
        .isInstanceOf(UnexpectedReplyException.class)
        .hasMessageStartingWith("The reply to AT");
  }

  private static List<Damage> numbersReplaced(CommandSample sample) {
    List<Damage> damages = new ArrayList<>();
    forEachField(
        sample,
        (lines, line, field) -> {
          if (line.fields().get(field).matches("[0-9]+")) {
            for (String text : NO_NUMBERS) {
              damages.add(new Damage(text, replaced(lines, line, line.with(field, text))));
            }
          }
        });
    return damages;
  }

  private static List<List<Line>> damaged(CommandSample sample) {
    List<Line> sound = sample.reply().stream().map(Line::of).toList();
    List<List<Line>> damaged = new ArrayList<>();
    damaged.add(List.of());
    damaged.add(Stream.concat(sound.stream(), sound.stream()).toList());
    damaged.add(Collections.nCopies(1_000, sound.get(0)));
    damaged.add(sound.stream().map(line -> new Line(line.prefix(), List.of())).toList());
    damaged.add(sound.stream().map(line -> line.and("9")).toList());
    forEachField(
        sample,
        (lines, line, field) -> {
          damaged.add(replaced(lines, line, line.cut(field)));
          damaged.add(replaced(lines, line, line.without(field)));
          damaged.add(replaced(lines, line, line.and(line.fields().get(field))));
          damaged.add(replaced(lines, line, line.swapped(field)));
          for (String text : OTHERS) {
            damaged.add(replaced(lines, line, line.with(field, text)));
          }
          damaged.add(
              replaced(lines, line, line.with(field, line.fields().get(field).repeat(1_000))));
        });
    return damaged;
  }

  private static void forEachField(CommandSample sample, Visitor visitor) {
    List<Line> lines = sample.reply().stream().map(Line::of).toList();
    for (Line line : lines) {
      IntStream.range(0, line.fields().size()).forEach(field -> visitor.visit(lines, line, field));
    }
  }

  private static List<Line> replaced(List<Line> lines, Line line, Line by) {
    return lines.stream().map(each -> each.equals(line) ? by : each).toList();
  }

  /** What is read, or that it was reported. */
  private static Object read(CommandSample sample, List<Line> lines) {
    try {
      return sample.command().read(lines.stream().map(Line::toInfoLine).toList());
    } catch (UnexpectedReplyException e) {
      assertThat(e).hasMessageStartingWith("The reply to AT").hasNoCause();
      assertThat(e.getMessage()).hasSizeLessThan(400).doesNotContainPattern("\\p{Cc}");
      if (sample.command().secret()) {
        assertThat(lines.stream().flatMap(line -> line.fields().stream()))
            .filteredOn(field -> field.length() >= TELLING && !field.matches("[0-9]+"))
            .noneMatch(field -> e.getMessage().contains(field));
      }
      return "reported";
    }
  }

  private static String shown(Object result) {
    return result instanceof byte[] bytes ? HexFormat.of().formatHex(bytes) : result.toString();
  }

  /** Looks at one field of one line. */
  @FunctionalInterface
  private interface Visitor {
    void visit(List<Line> lines, Line line, int field);
  }

  /** An answer in which a number is none. */
  private record Damage(String text, List<Line> lines) {}

  /** A line as it is about to be damaged. */
  private record Line(String prefix, List<String> fields) {
    static Line of(String text) {
      InfoLine line = Lines.of(text).get(0);
      return new Line(line.prefix(), line.texts());
    }

    InfoLine toInfoLine() {
      return new InfoLine(
          prefix,
          fields.stream().map(field -> field.getBytes(StandardCharsets.ISO_8859_1)).toList());
    }

    Line with(int field, String text) {
      List<String> changed = new ArrayList<>(fields);
      changed.set(field, text);
      return new Line(prefix, changed);
    }

    Line without(int field) {
      List<String> changed = new ArrayList<>(fields);
      changed.remove(field);
      return new Line(prefix, changed);
    }

    Line and(String text) {
      return new Line(prefix, Stream.concat(fields.stream(), Stream.of(text)).toList());
    }

    Line cut(int length) {
      return new Line(prefix, fields.subList(0, length));
    }

    Line swapped(int field) {
      List<String> changed = new ArrayList<>(fields);
      Collections.swap(changed, field, (field + 1) % fields.size());
      return new Line(prefix, changed);
    }

    /** Some characters of one field are changed, lost or doubled. */
    Line noisy(Random random) {
      int field = random.nextInt(fields.size());
      StringBuilder text = new StringBuilder(fields.get(field));
      for (int i = random.nextInt(4); i >= 0 && !text.isEmpty(); i--) {
        int at = random.nextInt(text.length());
        switch (random.nextInt(3)) {
          case 0 -> text.setCharAt(at, (char) random.nextInt(256));
          case 1 -> text.deleteCharAt(at);
          default -> text.insert(at, text.charAt(at));
        }
      }
      return with(field, text.toString());
    }
  }
}
