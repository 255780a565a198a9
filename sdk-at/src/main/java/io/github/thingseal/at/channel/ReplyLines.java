package io.github.thingseal.at.channel;

import io.github.thingseal.at.command.InfoLine;
import io.github.thingseal.at.command.ReplyShape;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The information lines of one reply, as they come. Guarded by the channel's lock. */
final class ReplyLines {
  /** What a parameter costs beside its bytes. */
  private static final int FIELD_BYTES = 16;

  private final ReplyShape shape;
  private final ChannelOptions.Values options;
  private final List<InfoLine> lines = new ArrayList<>();
  private long bytes;

  ReplyLines(ReplyShape shape, ChannelOptions.Values options) {
    this.shape = shape;
    this.options = options;
  }

  /** Keeps a line if it is one of the reply; returns whether it is. */
  boolean take(ReceivedLine line) {
    InfoLine info = read(line);
    if (info == null) {
      return false;
    }
    bytes += line.length() + (long) FIELD_BYTES * info.size();
    return lines.add(info);
  }

  private @Nullable InfoLine read(ReceivedLine line) {
    if (shape instanceof ReplyShape.Prefixed prefixed) {
      return read(prefixed, line);
    }
    if (shape instanceof ReplyShape.Binary binary) {
      return line.hasWindow() && line.hasPrefix(binary.prefix()) ? line.info() : null;
    }
    return isBare(line) ? line.whole() : null;
  }

  private @Nullable InfoLine read(ReplyShape.Prefixed prefixed, ReceivedLine line) {
    if (line.hasPrefix()) {
      return line.fits(prefixed) ? line.info() : null;
    }
    // Some replies of several lines have their prefix on the first one only.
    return !lines.isEmpty() && line.fitsAsContinuation(prefixed)
        ? line.asContinuation(prefixed.prefix())
        : null;
  }

  private boolean isBare(ReceivedLine line) {
    return shape instanceof ReplyShape.Bare bare
        && !line.hasParameters()
        && (bare.text().matcher(line.text()).matches()
            // Some firmware ends its lines with blanks.
            || bare.text().matcher(line.text().stripTrailing()).matches());
  }

  /** Whether a lone number is rather the beginning of the reply, which must have one. */
  boolean wantsNumber(ReceivedLine line) {
    return !isComplete() && isBare(line);
  }

  boolean isEmpty() {
    return lines.isEmpty();
  }

  /** Whether {@code OK} can come now; a reply that may have no lines says so by its shape. */
  boolean isComplete() {
    if (!lines.isEmpty() || shape instanceof ReplyShape.None) {
      return true;
    }
    return shape instanceof ReplyShape.Prefixed prefixed
        ? prefixed.minFields() == 0
        : shape instanceof ReplyShape.Bare bare && bare.text().matcher("").matches();
  }

  boolean isTooLong() {
    return lines.size() > options.maxReplyLines || bytes > options.maxReplyBytes;
  }

  List<InfoLine> copy() {
    return List.copyOf(lines);
  }
}
