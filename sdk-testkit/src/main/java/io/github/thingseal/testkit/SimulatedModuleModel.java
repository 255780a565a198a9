package io.github.thingseal.testkit;

import io.github.thingseal.testkit.internal.module.Firmware;
import io.github.thingseal.testkit.internal.module.Firmware.Trait;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The models that can be simulated, as far as their security features differ, and what their
 * firmware knows.
 */
public enum SimulatedModuleModel {
  /** SARA-R510M8S: everything, with GNSS. */
  SARA_R510M8S("SARA-R510M8S", "01B", SimulatedModuleModel::saraR5),
  /** SARA-R500S: everything. */
  SARA_R500S("SARA-R500S", "01B", SimulatedModuleModel::saraR5),
  /** SARA-R422: root of trust, end-to-end messages of format V1. */
  SARA_R422("SARA-R422", "00B", version -> saraR422()),
  /** SARA-R410M-02B: no root of trust. */
  SARA_R410M_02B("SARA-R410M-02B", "", version -> saraR410M().build()),
  /**
   * SARA-R410M-63B: root of trust, end-to-end messages of format V1. Evidence: the vendor lists
   * this product version as one for IoT Security-as-a-Service. Assumed: its name on the wire; that
   * it can do all that SARA-R422 can; that it has neither chip-to-chip nor zero-touch certificates.
   * Also assumed: {@code AT+USECDEVINFO?} blocks until it is bootstrapped, as the vendor says of
   * SARA-R4.
   */
  SARA_R410M_63B("SARA-R410M-63B", "", version -> secureSaraR410M()),
  /** SARA-R410M-73B: as {@link #SARA_R410M_63B}, with the same evidence. */
  SARA_R410M_73B("SARA-R410M-73B", "", version -> secureSaraR410M()),
  /** SARA-R410M-83B: as {@link #SARA_R410M_63B}, with the same evidence. */
  SARA_R410M_83B("SARA-R410M-83B", "", version -> secureSaraR410M()),
  /**
   * SARA-R412M-02B: no root of trust. Whether any product version of SARA-R412M has one is unknown.
   */
  SARA_R412M_02B("SARA-R412M-02B", "", version -> saraR412M()),
  /** LARA-R6001: root of trust, end-to-end messages of format V1 (assumed). */
  LARA_R6001("LARA-R6001", "00B", version -> laraR6());

  private static final String SECOND = "01B";

  private final String wireName;
  private final String usualVersion;

  @SuppressWarnings("ImmutableEnumChecker") // It keeps nothing.
  private final Function<String, Firmware> firmware;

  /** A model whose name says its product version has no usual one. */
  SimulatedModuleModel(String wireName, String usualVersion, Function<String, Firmware> firmware) {
    this.wireName = wireName;
    this.usualVersion = usualVersion;
    this.firmware = firmware;
  }

  /**
   * The name that the module answers to {@code AT+CGMM}.
   *
   * @return such as {@code SARA-R510M8S}
   */
  public String wireName() {
    return wireName;
  }

  Firmware firmware(@Nullable String version) {
    return firmware.apply(version == null ? usualVersion : version);
  }

  /** What it answers to ATI: the name, the product version unless the name has it, the revision. */
  String product(@Nullable String version) {
    String chosen = version == null ? usualVersion : version;
    return wireName + (usualVersion.isEmpty() ? "" : "-" + chosen) + "-00";
  }

  /** As seen in samples. */
  private static Firmware saraR5(String version) {
    boolean second = version.equals(SECOND);
    Firmware.Builder firmware =
        Firmware.builder(second ? "03.15" : "02.06")
            .application(second ? "03.15,A00.01" : "02.05,A00.01")
            .chipToChip(second ? 2 : 1)
            .technologies(7, 8)
            .bands(0, 1)
            .cell(
                "6,4,001,01",
                "2525,5,50,50,e8fe,1a2d001,1,d60814d1,8001,01,28,31,13.75,3,1,10,28,-50,-6,0,255,"
                    + "255,0")
            .with(Trait.ROOT_OF_TRUST, Trait.AUTHORISATION, Trait.LOCAL_DATA, Trait.ROT_FIRMWARE)
            .with(Trait.ZERO_TOUCH, Trait.DAILY_HEARTBEAT, Trait.AUTOBAUD, Trait.TIMED_UART_SLEEP)
            .with(Trait.LONG_FORMS, Trait.ALL_EDRX_LINES, Trait.BANDS_IN_USE_ONLY)
            .with(Trait.CELL_WHEN_FRESH, Trait.DATA_COUNTERS, Trait.AUTOMATIC_AUTHENTICATION)
            .with(Trait.MAPS_CONTEXTS, Trait.ACTIVATES_PROFILES)
            .with(Trait.IANA_CIPHER, Trait.CIPHER_LIST, Trait.CHECKS_CERTIFICATES);
    return second
        ? firmware.with(Trait.E2E_V2, Trait.KEEPS_SOCKET_HEX).build()
        : firmware.with(Trait.IMPORT_NEEDS_SLOW_LINE).build();
  }

  /** The revision is assumed. */
  private static Firmware saraR422() {
    return saraR4("00.12")
        .technologies(7, 8, 9)
        .with(Trait.ROOT_OF_TRUST, Trait.MAPS_CONTEXTS, Trait.NUMBERED_UDCONF)
        .with(Trait.IANA_CIPHER, Trait.CHECKS_CERTIFICATES, Trait.IMPORT_NEEDS_LISTING)
        .build();
  }

  private static Firmware secureSaraR410M() {
    return saraR410M().with(Trait.ROOT_OF_TRUST).sealState(SealStateReply.BLOCKED).build();
  }

  private static Firmware.Builder saraR410M() {
    return firstSaraR4().technologies(7, 8);
  }

  private static Firmware saraR412M() {
    return firstSaraR4().technologies(7, 8, 9).build();
  }

  /** The revision is assumed. */
  private static Firmware.Builder firstSaraR4() {
    return saraR4("L0.0.00.00.05.06").with(Trait.ODD_GREETING);
  }

  private static Firmware.Builder saraR4(String revision) {
    return Firmware.builder(revision)
        .bands(0, 1)
        .cell("6,001,01", "5110,12,10,10,830e,162,-86,-14,131,-1,3,255,128,\"FB306E02\"")
        .gsmCell("2,4,001,01", "810,1,0000,01,0000,80,63,255,255,255")
        .with(Trait.LINE_FEED_BEFORE_FILES);
  }

  /** The revision is assumed. */
  private static Firmware laraR6() {
    return Firmware.builder("00.12")
        .technologies(3, 2, 0)
        .bands(3, 2)
        .cell(
            "4,0,001,01",
            "2525,5,25,50,2b67,1a2d001,111,00000000,ffff,ff,67,19,0.00,255,255,255,67,11,255,0,"
                + "255,255,0,0")
        .with(Trait.ROOT_OF_TRUST, Trait.ZERO_TOUCH, Trait.NUMBERED_UDCONF)
        .with(Trait.IANA_CIPHER, Trait.CHECKS_CERTIFICATES)
        .build();
  }
}
