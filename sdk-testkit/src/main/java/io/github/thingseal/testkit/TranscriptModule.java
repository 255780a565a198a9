package io.github.thingseal.testkit;

import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.testkit.internal.module.MemoryLine;
import io.github.thingseal.testkit.internal.module.PtyLine;
import io.github.thingseal.testkit.internal.module.TcpLine;
import io.github.thingseal.testkit.internal.module.TranscriptCore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * Plays back the module's side of a recorded session, so that the session becomes a regression
 * test: it says what the module said, as soon as the host has sent what it sent then.
 *
 * <p>The format is that of {@code docs/transcript-format.md}. Hidden bytes of the host match any of
 * their number; hidden bytes of the module are made up. Times are not kept. A host that sends
 * anything else is hung up on, and {@link #mismatch()} tells why. One session on one port; it does
 * not begin again.
 *
 * <p>Safe for use by several threads; TCP and pseudo-terminal take a thread each until {@link
 * #close()}.
 */
public final class TranscriptModule implements AutoCloseable {
  private final TranscriptCore core;

  private TranscriptModule(TranscriptCore core) {
    this.core = core;
  }

  /**
   * Reads a transcript; the digit zero is sent for what is hidden.
   *
   * @param file the transcript
   * @return the player, at the beginning
   * @throws InvalidInputException if it cannot be read
   */
  public static TranscriptModule of(Path file) {
    try {
      return of(Files.readString(file, StandardCharsets.UTF_8), TranscriptModule::zeros);
    } catch (IOException e) {
      throw new InvalidInputException("The transcript " + file + " cannot be read", e);
    }
  }

  /**
   * Takes a transcript.
   *
   * @param transcript its text
   * @param restored what is sent for hidden bytes, given what stands before them in their record
   *     and their number; cut off or filled with NULs if it has another length
   * @return the player, at the beginning
   * @throws InvalidInputException if it is no transcript
   */
  public static TranscriptModule of(
      String transcript, BiFunction<String, Integer, byte[]> restored) {
    return new TranscriptModule(new TranscriptCore(transcript, restored));
  }

  private static byte[] zeros(String before, int lengthBytes) {
    byte[] zeros = new byte[lengthBytes];
    Arrays.fill(zeros, (byte) '0');
    return zeros;
  }

  /**
   * Plays it on a pair of streams.
   *
   * @return the port
   */
  public SimulatedModulePort openStreams() {
    return new SimulatedModulePort(new MemoryLine(core));
  }

  /**
   * Plays it on a TCP port of the loopback address.
   *
   * @param port the TCP port; 0 for any that is free
   * @return the TCP port
   * @throws io.github.thingseal.core.TransientException if the port is taken
   */
  public int listenTcp(int port) {
    return TcpLine.listen(core, port).port();
  }

  /**
   * Plays it on a pseudo-terminal.
   *
   * @return the path to open
   * @throws io.github.thingseal.core.PermanentException if this system has none, see {@link
   *     SimulatedModule#isPtyAvailable()}
   */
  public String openPty() {
    return PtyLine.open(core).path();
  }

  /**
   * Whether the session was played to its end.
   *
   * @return true if all that was recorded was heard and said, and nothing else
   */
  public boolean isFinished() {
    return core.isFinished();
  }

  /**
   * Where the host left the transcript.
   *
   * @return what was expected and what came, or empty if it kept to it
   */
  public Optional<String> mismatch() {
    return core.mismatch();
  }

  /** Closes the port. */
  @Override
  public void close() {
    core.close();
  }
}
