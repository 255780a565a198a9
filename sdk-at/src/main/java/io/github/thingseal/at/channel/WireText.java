package io.github.thingseal.at.channel;

import java.util.Locale;

/** Bytes of the wire in the format of transcripts; of hidden ones only the number is shown. */
final class WireText {
  private final StringBuilder text = new StringBuilder();
  private int hidden;

  void show(byte b) {
    endHidden();
    switch (b) {
      case '\r' -> text.append("\\r");
      case '\n' -> text.append("\\n");
      case '\\' -> text.append("\\\\");
      default -> {
        if (b > ' ' && b < 0x7F && b != '{') {
          text.append((char) b);
        } else {
          text.append(String.format(Locale.ROOT, "\\x%02X", b & 0xFF));
        }
      }
    }
  }

  void hide(int bytes) {
    hidden += bytes;
  }

  private void endHidden() {
    if (hidden > 0) {
      text.append('{').append(hidden).append('}');
      hidden = 0;
    }
  }

  /** Everything so far, empty if there was nothing. */
  @Override
  public String toString() {
    endHidden();
    return text.toString();
  }
}
