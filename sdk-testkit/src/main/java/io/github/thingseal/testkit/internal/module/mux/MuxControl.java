package io.github.thingseal.testkit.internal.module.mux;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The messages on the control channel: each is answered alone with the C/R bit cleared. */
final class MuxControl {
  private static final int COMMAND = 0x02;
  private static final int CLOSE_DOWN = 0xC3;
  private static final int NOT_SUPPORTED_RESPONSE = 0x11;

  /** MSC, test, flow control on and off. */
  private static final List<Integer> ANSWERED = List.of(CLOSE_DOWN, 0xE3, 0x23, 0xA3, 0x63);

  private boolean over;

  /** Whether the host closed the multiplexer. */
  boolean isOver() {
    return over;
  }

  /** The answers to the messages of one frame. */
  List<byte[]> answers(byte[] info) {
    List<byte[]> answers = new ArrayList<>();
    int start = 0;
    while (start + 1 < info.length) {
      int end = Math.min(info.length, start + 2 + ((info[start + 1] & 0xFF) >> 1));
      byte[] message = Arrays.copyOfRange(info, start, end);
      if ((message[0] & COMMAND) != 0) {
        answers.add(answer(message));
      }
      start = end;
    }
    return answers;
  }

  private byte[] answer(byte[] message) {
    int type = message[0] & 0xFF;
    over |= type == CLOSE_DOWN;
    if (!ANSWERED.contains(type)) {
      return new byte[] {NOT_SUPPORTED_RESPONSE, 3, message[0]};
    }
    byte[] answer = message.clone();
    answer[0] = (byte) (type & ~COMMAND);
    return answer;
  }
}
