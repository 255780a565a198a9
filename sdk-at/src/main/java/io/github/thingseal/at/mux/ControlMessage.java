package io.github.thingseal.at.mux;

import java.util.Arrays;
import java.util.Set;

/**
 * What is said on the control channel: a type, a length, values. Evidence: closing published; the
 * others 3GPP 27.010, with the numbers of Linux' line discipline.
 */
final class ControlMessage {
  static final int CLOSE_DOWN = 0xC1;
  static final int MODEM_STATUS = 0xE1;
  static final int TEST = 0x21;
  static final int FLOW_ON = 0xA1;
  static final int FLOW_OFF = 0x61;

  private static final int POWER_SAVING = 0x41;
  private static final int LINE_STATUS = 0x51;
  private static final Set<Integer> KNOWN =
      Set.of(CLOSE_DOWN, MODEM_STATUS, TEST, FLOW_ON, FLOW_OFF, POWER_SAVING, LINE_STATUS);

  private static final int NOT_SUPPORTED = 0x11;
  private static final int COMMAND = 0x02;
  private static final int EXTENSION = 0x01;
  private static final int FLOW_CONTROL = 0x02;
  private static final int READY = 0x8C;

  private final int type;
  private final boolean command;
  private final byte[] values;

  private ControlMessage(int type, boolean command, byte[] values) {
    this.type = type;
    this.command = command;
    this.values = values;
  }

  /** Asks the module to give back a number. */
  static ControlMessage test(byte number) {
    return new ControlMessage(TEST, true, new byte[] {'t', 's', number});
  }

  /** Whether this asks, or answers, that. */
  boolean isTest(byte number) {
    return type == TEST && Arrays.equals(values, test(number).values);
  }

  /** Informs the module whether a channel takes frames. */
  static ControlMessage modemStatus(int dlci, boolean stopped) {
    byte[] values = {
      (byte) (dlci << 2 | COMMAND | EXTENSION),
      (byte) (READY | EXTENSION | (stopped ? FLOW_CONTROL : 0))
    };
    return new ControlMessage(MODEM_STATUS, true, values);
  }

  /**
   * Reads the message at an offset. Lengths that need two bytes, which no message has, are cut off.
   */
  static ControlMessage read(byte[] bytes, int offset, int end) {
    int length = offset + 1 < end ? (bytes[offset + 1] & 0xFF) >> 1 : 0;
    int from = Math.min(offset + 2, end);
    int to = Math.min(from + length, end);
    int type = bytes[offset] & 0xFF;
    return new ControlMessage(
        type & ~COMMAND, (type & COMMAND) != 0, Arrays.copyOfRange(bytes, from, to));
  }

  int type() {
    return type;
  }

  boolean isCommand() {
    return command;
  }

  /** How many bytes it has on the line. */
  int length() {
    return 2 + values.length;
  }

  /** The channel that a modem status is about. */
  int dlci() {
    return values.length > 0 ? MuxFrame.dlciOf(values[0]) : 0;
  }

  /** Whether a modem status stops the channel. */
  boolean stops() {
    return values.length > 1 && (values[1] & FLOW_CONTROL) != 0;
  }

  /** The same values back, as the standard requires, or that the command is not known here. */
  ControlMessage answer() {
    return KNOWN.contains(type)
        ? new ControlMessage(type, false, values)
        : new ControlMessage(NOT_SUPPORTED, false, new byte[] {(byte) (type | COMMAND)});
  }

  /** The frame that carries it. */
  byte[] frame() {
    byte[] bytes = new byte[length()];
    bytes[0] = (byte) (type | (command ? COMMAND : 0));
    bytes[1] = (byte) (values.length << 1 | EXTENSION);
    System.arraycopy(values, 0, bytes, 2, values.length);
    return MuxFrame.information(0, bytes, 0, bytes.length);
  }
}
