package io.github.thingseal.at.channel;

import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.internal.arguments.Arguments;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what goes over the wire, with times and without secrets, in the format of {@code
 * docs/transcript-format.md}, which the testkit plays back.
 *
 * <pre>{@code
 * try (TranscriptRecorder recorder = TranscriptRecorder.to(Path.of("session.transcript"))) {
 *   ChannelOptions options = ChannelOptions.builder().listener(recorder).build();
 *   …
 * }
 * }</pre>
 *
 * <p>It shows only the length of payloads, counted binary windows, parameters of secret commands
 * and of their answers, and parameters of lines with a {@linkplain
 * ChannelOptions.Builder#secretPrefix secret prefix}. The same holds for everything that came and
 * could not be read. For one channel. If writing fails, that is logged and recording ends; the
 * channel goes on.
 */
public final class TranscriptRecorder implements ChannelListener, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TranscriptRecorder.class);
  private static final String HEADER = "thingseal-transcript 1";
  private static final long NANOS_PER_MICRO = 1000;
  private static final long MICROS_PER_SECOND = 1_000_000;

  /** The greatest file of the format, with what says that it is full. */
  private static final long MAX_CHARS = 64 << 20;

  private static final int LAST_WORDS = 100;

  private final Writer writer;
  private final LongSupplier time;
  private final long start;
  private long room;
  private boolean ended;

  private TranscriptRecorder(Writer writer, LongSupplier time, long room) {
    this.writer = writer;
    this.time = time;
    this.room = room;
    this.start = time.getAsLong();
    write(HEADER);
  }

  /**
   * Records into a file, which is overwritten, in real time. With 64 MiB it is full: it says so in
   * its last record, and recording ends.
   *
   * @param file where to
   * @return the recorder
   * @throws InvalidInputException if the file cannot be written
   */
  public static TranscriptRecorder to(Path file) {
    Arguments.required(file, "file");
    try {
      return new TranscriptRecorder(
          Files.newBufferedWriter(file, StandardCharsets.UTF_8), System::nanoTime, MAX_CHARS);
    } catch (IOException e) {
      throw new InvalidInputException("A transcript cannot be written to " + file, e);
    }
  }

  /**
   * Records into anything.
   *
   * @param writer where to; closed with the recorder
   * @param time the time that the channel lives in
   * @return the recorder
   */
  public static TranscriptRecorder to(Writer writer, Scheduler time) {
    Arguments.required(writer, "writer");
    Arguments.required(time, "time");
    return new TranscriptRecorder(new BufferedWriter(writer), time::nanoTime, Long.MAX_VALUE);
  }

  @Override
  public void onTimeout(String command, int consecutive) {
    Arguments.required(command, "command");
    record('!', "no answer in time to " + CommandLine.printable(command) + ", " + consecutive);
  }

  @Override
  public void onClosed(String reason) {
    Arguments.required(reason, "reason");
    record('!', "closed: " + CommandLine.printable(reason));
  }

  /** Takes what went over the wire, in the format of transcripts; see {@link WireTap}. */
  void record(char direction, String text) {
    write(timed(direction, text));
  }

  private String timed(char direction, String text) {
    long micros = (time.getAsLong() - start) / NANOS_PER_MICRO;
    return String.format(
        Locale.ROOT,
        "%d.%06d %c %s",
        micros / MICROS_PER_SECOND,
        micros % MICROS_PER_SECOND,
        direction,
        text);
  }

  private synchronized void write(String line) {
    if (ended) {
      return;
    }
    room -= line.length() + 1;
    boolean full = room < LAST_WORDS;
    try {
      writer.write((full ? timed('!', "the transcript is full") : line) + '\n');
      writer.flush();
      if (full) {
        ended = true;
        LOG.warn("A transcript is full with {} bytes; recording ends", MAX_CHARS);
      }
    } catch (IOException e) {
      ended = true;
      LOG.warn("Recording a transcript failed; it ends here", e);
    }
  }

  /** Ends the transcript. */
  @Override
  public synchronized void close() {
    ended = true;
    try {
      writer.close();
    } catch (IOException e) {
      LOG.warn("The end of a transcript could not be written", e);
    }
  }
}
