package io.github.thingseal.testkit.internal.module;

import io.github.thingseal.core.internal.arguments.Arguments;
import io.github.thingseal.testkit.SealStateReply;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What the firmware of a family knows and says: the data that its commands go by.
 *
 * <p>Evidence: the vendor's C library, which sends other forms of the same commands to each family.
 *
 * @param revision as AT+CGMR answers
 * @param application as ATI9 answers
 * @param technologies the numbers of {@code +URAT}, in the order of a factory-fresh module
 *     (assumed)
 * @param bands the numbers of {@code +UBANDMASK}
 * @param cell what {@code +UCGED} reports in mode 2, line by line
 * @param gsmCell the same while GSM is used
 * @param c2cVersion of chip-to-chip sessions, 1 or 2; 0 for none
 * @param sealState what AT+USECDEVINFO? does until bootstrap has succeeded
 * @param traits in what else it differs from others
 */
public record Firmware(
    String revision,
    String application,
    List<Integer> technologies,
    List<Integer> bands,
    List<String> cell,
    List<String> gsmCell,
    int c2cVersion,
    SealStateReply sealState,
    Set<Trait> traits) {

  /** What some firmwares have, or do, and others not. */
  public enum Trait {
    /** The security commands at all. */
    ROOT_OF_TRUST,
    /** Format 2 of end-to-end messages, and the choice of it. */
    E2E_V2,
    /** AT+USECAFA. */
    AUTHORISATION,
    /** AT+USECDATAENC and AT+USECDATADEC. */
    LOCAL_DATA,
    /** AT+USECFW. */
    ROT_FIRMWARE,
    /** AT+USECDEVCERT. */
    ZERO_TOUCH,
    /** One heartbeat a day instead of one in five minutes. */
    DAILY_HEARTBEAT,
    /** The speed of the line is guessed from the first AT. */
    AUTOBAUD,
    /** Modes 1 and 2 of AT+UPSV; otherwise 0, 3 and 4 only. */
    TIMED_UART_SLEEP,
    /** AT+UDCONF=1 outlives the power. */
    KEEPS_SOCKET_HEX,
    /** AT+UDCONF=92 has a value for each of its own numbers. */
    NUMBERED_UDCONF,
    /** The longer answers to AT+CEREG? and AT+UMNOPROF? that SARA-R5 was seen to give. */
    LONG_FORMS,
    /** A line for each technology in AT+CEDRXS?, not only for those where it is on. */
    ALL_EDRX_LINES,
    /** AT+UBANDMASK? shows the technology in use only. */
    BANDS_IN_USE_ONLY,
    /** AT+UCGED is in mode 2 when the module is fresh, not in mode 0 (assumed). */
    CELL_WHEN_FRESH,
    /** AT+UGCNTRD and AT+UGCNTSET. */
    DATA_COUNTERS,
    /** A context is mapped to a profile of the module before sockets can use it: AT+UPSD. */
    MAPS_CONTEXTS,
    /** Such a profile is activated: AT+UPSDA. */
    ACTIVATES_PROFILES,
    /** AT+UAUTHREQ takes 3, for what the network wants. */
    AUTOMATIC_AUTHENTICATION,
    /** One cipher suite of a TLS profile by its IANA number. */
    IANA_CIPHER,
    /** A list of cipher suites of a TLS profile. */
    CIPHER_LIST,
    /** A fresh TLS profile checks certificates against the root CA. */
    CHECKS_CERTIFICATES,
    /** The greeting comes with odd line ends. */
    ODD_GREETING,
    /** What AT+URDFILE and AT+URDBLOCK answer begins with a line feed alone. */
    LINE_FEED_BEFORE_FILES,
    /** A defect: no credential can be imported before AT+ULSTFILE was used once. */
    IMPORT_NEEDS_LISTING,
    /** A defect: no credential can be imported at 460,800 baud and more. */
    IMPORT_NEEDS_SLOW_LINE
  }

  /** Copies the lists. */
  public Firmware {
    technologies = List.copyOf(technologies);
    bands = List.copyOf(bands);
    cell = List.copyOf(cell);
    gsmCell = List.copyOf(gsmCell);
    traits = Arguments.sortedCopy(traits, "traits");
  }

  /** Begins a firmware of which nothing but its revision is said yet. */
  public static Builder builder(String revision) {
    return new Builder(revision);
  }

  /** Whether it has, or does, something. */
  public boolean has(Trait trait) {
    return traits.contains(trait);
  }

  /** Says what a firmware knows. */
  public static final class Builder {
    private final String revision;
    private final Set<Trait> traits = EnumSet.noneOf(Trait.class);
    private String application;
    private List<Integer> technologies = List.of();
    private List<Integer> bands = List.of();
    private List<String> cell = List.of();
    private List<String> gsmCell = List.of();
    private int c2cVersion;
    private SealStateReply sealState = SealStateReply.ZEROS;

    private Builder(String revision) {
      this.revision = revision;
      this.application = revision + ",A00.01";
    }

    /** What ATI9 answers; the revision with an application's if not said. */
    public Builder application(String versions) {
      application = versions;
      return this;
    }

    /** The numbers of {@code +URAT}. */
    public Builder technologies(Integer... numbers) {
      technologies = List.of(numbers);
      return this;
    }

    /** The numbers of {@code +UBANDMASK}. */
    public Builder bands(Integer... numbers) {
      bands = List.of(numbers);
      return this;
    }

    /** The lines of {@code +UCGED} in mode 2. */
    public Builder cell(String... lines) {
      cell = List.of(lines);
      return gsmCell.isEmpty() ? gsmCell(lines) : this;
    }

    /** The lines of {@code +UCGED} while GSM is used; as otherwise if not said. */
    public Builder gsmCell(String... lines) {
      gsmCell = List.of(lines);
      return this;
    }

    /** The version of its chip-to-chip sessions. */
    public Builder chipToChip(int number) {
      c2cVersion = number;
      return this;
    }

    /** What it does, or is said to do, before it is bootstrapped; zeros if not said. */
    public Builder sealState(SealStateReply reply) {
      sealState = reply;
      return this;
    }

    /** What else it has, or does. */
    public Builder with(Trait... more) {
      traits.addAll(List.of(more));
      return this;
    }

    /** Makes the firmware. */
    public Firmware build() {
      return new Firmware(
          revision, application, technologies, bands, cell, gsmCell, c2cVersion, sealState, traits);
    }
  }
}
