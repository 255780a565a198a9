package io.github.thingseal.at.internal.c2c;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/** What a command means for the session, once the module has said {@code OK} to it. */
enum SwitchingCommand {
  /** Opens a session. */
  OPENS,
  /** Ends the session: closes it, restarts the module or turns it off. */
  ENDS,
  /** Leaves it as it is. */
  NONE;

  private static final String OPEN = "AT+USECC2C=1,";
  private static final Set<String> ENDING =
      Set.of("AT+USECC2C=2", "AT+CPWROFF", "AT+CFUN=10", "AT+CFUN=11", "AT+CFUN=15", "AT+CFUN=16");
  private static final int LONGEST = 16;

  /** Looks at a block that is written; command lines are written as one. */
  static SwitchingCommand of(byte[] bytes, int offset, int length) {
    String start =
        new String(bytes, offset, Math.min(length, LONGEST), StandardCharsets.US_ASCII)
            .toUpperCase(Locale.ROOT);
    if (start.startsWith(OPEN)) {
      return OPENS;
    }
    return start.endsWith("\r") && ENDING.contains(start.substring(0, start.length() - 1))
        ? ENDS
        : NONE;
  }
}
