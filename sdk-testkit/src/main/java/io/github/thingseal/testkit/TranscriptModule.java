package io.github.thingseal.testkit;

import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.internal.arguments.Arguments;
import io.github.thingseal.core.secret.SecretBytes;
import io.github.thingseal.testkit.internal.module.line.MemoryLine;
import io.github.thingseal.testkit.internal.module.line.PtyLine;
import io.github.thingseal.testkit.internal.module.line.TcpLine;
import io.github.thingseal.testkit.internal.module.transcript.TranscriptCore;
import io.github.thingseal.testkit.internal.module.transcript.TranscriptFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * Plays back the module's side of a recorded session, so that the session becomes a regression
 * test. It sends what the module sent, as soon as the host has sent what it sent in the recording.
 *
 * <p>The format is that of {@code docs/transcript-format.md}. Hidden bytes of the host match any of
 * their number; hidden bytes of the module are made up. Times are not kept. A host that sends
 * anything else is disconnected, and {@link #mismatch()} says why. One session on one port; it does
 * not begin again.
 *
 * <p>What a host would have to understand of what is hidden, it cannot: a certificate or a private
 * key ({@code AT+USECDEVCERT}) reaches it as zeros in the shape of one, which it refuses to parse.
 * Hand such a text in by {@link #of(String, BiFunction)}, or expect the refusal.
 *
 * <p>A transcript of a chip-to-chip session holds its clear text. It is played in new frames, with
 * the TE secret that the host sends and the keys of the pairing, or with {@link #chipToChipKeys} if
 * it paired before the transcript began. A multiplexer is not played.
 *
 * <p>Safe for use by several threads; TCP and pseudo-terminal take a thread each until {@link
 * #close()}.
 */
public final class TranscriptModule implements AutoCloseable {
  private static final int C2C_KEY_DIGITS = 32;
  private static final byte E2E_VERSION_1 = 0x10;

  private final TranscriptCore core;
  private boolean taken;

  private TranscriptModule(TranscriptCore core) {
    this.core = core;
  }

  /**
   * Reads a transcript. The digit zero is sent for what is hidden, but where it would mean
   * something else: chip-to-chip keys are of ones, and end-to-end messages begin with the format of
   * version 1.
   *
   * @param file the transcript
   * @return the player, at the beginning
   * @throws InvalidInputException if it cannot be read, or has more than 64 MiB
   */
  public static TranscriptModule of(Path file) {
    Arguments.required(file, "file");
    String transcript = read(file);
    try {
      return of(transcript, TranscriptModule::madeUp);
    } catch (InvalidInputException e) {
      throw new InvalidInputException(
          "The transcript " + file + " cannot be played: " + e.getMessage(), e);
    }
  }

  private static String read(Path file) {
    try {
      return TranscriptFile.read(file);
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
    Arguments.required(transcript, "transcript");
    Arguments.required(restored, "restored");
    return new TranscriptModule(new TranscriptCore(transcript, restored));
  }

  private static byte[] madeUp(String before, int lengthBytes) {
    byte[] bytes = new byte[lengthBytes];
    Arrays.fill(bytes, (byte) '0');
    if (before.contains("+USECC2C:") && lengthBytes == C2C_KEY_DIGITS) {
      Arrays.fill(bytes, (byte) '1');
    } else if (before.contains("+USECE2EDATAENC:")) {
      bytes[0] = E2E_VERSION_1;
    }
    return bytes;
  }

  /**
   * Sets the keys of chip-to-chip sessions whose pairing is not in the transcript.
   *
   * @param key the encryption key, 16 bytes; stays the caller's
   * @param hmacKey the HMAC key, 16 bytes, all zero for version 1; stays the caller's
   * @return this player
   * @throws InvalidInputException if a length is wrong
   */
  public TranscriptModule chipToChipKeys(SecretBytes key, SecretBytes hmacKey) {
    Arguments.required(key, "key");
    Arguments.required(hmacKey, "hmacKey");
    if (2 * key.lengthBytes() != C2C_KEY_DIGITS || 2 * hmacKey.lengthBytes() != C2C_KEY_DIGITS) {
      throw new InvalidInputException("Chip-to-chip keys are 16 bytes each");
    }
    core.chipToChipKeys(key.exposeCopy(), hmacKey.exposeCopy());
    return this;
  }

  /**
   * Plays it on a pair of streams.
   *
   * @return the port
   */
  public SimulatedModulePort openStreams() {
    take();
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
    take();
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
    take();
    return PtyLine.open(core).path();
  }

  /**
   * Whether the session was played to its end.
   *
   * @return true if everything that was recorded was heard and said, and nothing else
   */
  public boolean isFinished() {
    return core.isFinished();
  }

  /**
   * Waits until the host has left the transcript, or come to its end.
   *
   * @param limit how long to wait
   * @return whether either happened within the limit; {@link #mismatch()} says which
   * @throws InterruptedException if interrupted while waiting
   */
  public boolean awaitEnd(Duration limit) throws InterruptedException {
    Arguments.required(limit, "limit");
    return core.awaitEnd(limit.toMillis());
  }

  /**
   * Where the host left the transcript.
   *
   * @return what was expected and what came, or empty if it kept to it
   */
  public Optional<String> mismatch() {
    return core.mismatch();
  }

  /** One session, one port: it cannot be played to two clients, or twice. */
  private synchronized void take() {
    if (taken) {
      throw new InvalidInputException(
          "A transcript is played once, on one port; make another TranscriptModule of it");
    }
    taken = true;
  }

  /** Closes the port. */
  @Override
  public synchronized void close() {
    taken = true;
    core.close();
  }
}
