package io.github.thingseal.testkit.internal.module.transcript;

import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.testkit.internal.module.c2c.C2cFrame;
import io.github.thingseal.testkit.internal.module.c2c.C2cKeys;
import io.github.thingseal.testkit.internal.module.c2c.C2cReceiver;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Chip-to-chip under a transcript, which holds the clear text and not the frames. The frames are
 * made again, with the TE secret that the host sends and the keys that were played to it.
 */
final class TranscriptC2c {
  private static final String HEX = "\"(\\p{XDigit}{32})\"";
  private static final Pattern PAIR = Pattern.compile("(?i)AT\\+USECC2C=0," + HEX + "\r");
  private static final Pattern OPEN = Pattern.compile("(?i)AT\\+USECC2C=1," + HEX + "\r");
  private static final Pattern END =
      Pattern.compile("(?i)AT\\+(USECC2C=2|CPWROFF|CFUN=(10|11|15|16))\r");
  private static final Pattern KEYS =
      Pattern.compile("\\+USECC2C: *0,0," + HEX + "(?:," + HEX + "," + HEX + ")?");
  private static final String OK = "\r\nOK\r\n";

  private final Consumer<byte[]> fromHost;
  private final SecureRandom random = new SecureRandom();
  private byte @Nullable [] key;
  private byte[] hmacKey = new byte[C2cKeys.BYTES];
  private String command = "";
  private @Nullable C2cKeys session;
  private @Nullable C2cReceiver receiver;

  TranscriptC2c(Consumer<byte[]> fromHost) {
    this.fromHost = fromHost;
  }

  void useKeys(byte[] encryption, byte[] hmac) {
    key = encryption.clone();
    hmacKey = hmac.clone();
  }

  boolean isOpen() {
    return session != null;
  }

  /** Takes a byte of a frame. */
  void receive(byte b) {
    if (receiver != null) {
      // Nothing here lives in a time in which a gap could be seen.
      receiver.accept(b, Instant.EPOCH);
    }
  }

  /** The host has said what it said in the transcript; its secrets are those of now. */
  void hostSaid(String bytes) {
    command = bytes;
  }

  /**
   * What goes over the wire for what the module said in answer.
   *
   * @throws InvalidInputException if a session begins whose keys are not known
   */
  List<byte[]> moduleSays(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    learnKeys(text);
    int end = text.indexOf(OK) + OK.length();
    if (end < OK.length() || !switches()) {
      return wire(bytes);
    }
    List<byte[]> all = new ArrayList<>(wire(Arrays.copyOf(bytes, end)));
    switchOver();
    all.addAll(wire(Arrays.copyOfRange(bytes, end, bytes.length)));
    return all;
  }

  private void learnKeys(String answer) {
    Matcher keys = KEYS.matcher(answer);
    if (PAIR.matcher(command).matches() && keys.find()) {
      key = HexFormat.of().parseHex(keys.group(1));
      hmacKey =
          keys.group(2) == null ? new byte[C2cKeys.BYTES] : HexFormat.of().parseHex(keys.group(2));
    }
  }

  private boolean switches() {
    return (isOpen() ? END : OPEN).matcher(command).matches();
  }

  private void switchOver() {
    Matcher opening = OPEN.matcher(command);
    if (!opening.matches()) {
      session = null;
      receiver = null;
    } else if (key == null) {
      throw new InvalidInputException(
          "it opens a chip-to-chip session without a pairing; give the player the keys");
    } else {
      session = new C2cKeys(HexFormat.of().parseHex(opening.group(1)), key, hmacKey);
      receiver = new C2cReceiver(session, fromHost);
    }
    command = "";
  }

  private List<byte[]> wire(byte[] bytes) {
    if (session == null) {
      return List.of(bytes);
    }
    List<byte[]> frames = new ArrayList<>();
    for (int start = 0; start < bytes.length; start += C2cFrame.MAX_DATA) {
      byte[] iv = new byte[C2cKeys.BYTES];
      random.nextBytes(iv);
      int end = Math.min(bytes.length, start + C2cFrame.MAX_DATA);
      frames.add(C2cFrame.encode(session, iv, Arrays.copyOfRange(bytes, start, end)));
    }
    return frames;
  }
}
