package io.github.thingseal.testkit.internal.module;

/**
 * What the module sees of the cell it is in: {@code +UCGED}.
 *
 * <p>Evidence: the lines are those of the vendor's C library, which notes a sample of each; the
 * country and network code is that of the simulated network. SARA-R5 has mode 2 when it is fresh,
 * the others mode 0 (assumed).
 */
final class ServingCellCommands {
  private static final String COMMAND = "+UCGED";
  private static final int CELLS = 2;
  private static final int SIGNALS = 5;
  private static final int GSM = 0;

  private ServingCellCommands() {}

  static void addTo(CommandTable table, ModuleCore core) {
    table
        .add(COMMAND)
        .test("+UCGED: (0,2,5)")
        .read(port -> read(core, mode(core)))
        .set(
            (port, request) -> {
              core.settings().putVolatile(COMMAND, request.number(0, 0, SIGNALS));
              return Reply.ok();
            });
  }

  private static int mode(ModuleCore core) {
    boolean r5 = core.config().family() == ModuleFamily.SARA_R5;
    return core.settings().volatileNumber(COMMAND, r5 ? CELLS : 0);
  }

  private static Reply read(ModuleCore core, int mode) {
    String head = COMMAND + ": " + mode;
    if (mode != CELLS && mode != SIGNALS) {
      return Reply.lines(head);
    }
    if (!core.radio().isRegistered()) {
      return Reply.failed(CmeError.OPERATION_NOT_ALLOWED);
    }
    if (mode == SIGNALS) {
      return Reply.lines(head, "+RSRP: 162,5110,\"-86.00\",", "+RSRQ: 162,5110,\"-14.00\",");
    }
    return switch (core.config().family()) {
      case SARA_R5 ->
          Reply.lines(
              head,
              "6,4,001,01",
              "2525,5,50,50,e8fe,1a2d001,1,d60814d1,8001,01,28,31,13.75,3,1,10,28,-50,-6,0,255,"
                  + "255,0");
      case LARA_R6 ->
          Reply.lines(
              head,
              "4,0,001,01",
              "2525,5,25,50,2b67,1a2d001,111,00000000,ffff,ff,67,19,0.00,255,255,255,67,11,255,0,"
                  + "255,255,0,0");
      case SARA_R422, SARA_R410M, SARA_R412M -> saraR4(core, head);
    };
  }

  private static Reply saraR4(ModuleCore core, String head) {
    boolean gsm = RadioTechnologies.accessTechnology(core) == GSM;
    return gsm
        ? Reply.lines(head, "2,4,001,01", "810,1,0000,01,0000,80,63,255,255,255")
        : Reply.lines(
            head, "6,001,01", "5110,12,10,10,830e,162,-86,-14,131,-1,3,255,128,\"FB306E02\"");
  }
}
