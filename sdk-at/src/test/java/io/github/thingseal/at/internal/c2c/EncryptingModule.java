package io.github.thingseal.at.internal.c2c;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.github.thingseal.at.c2c.C2cKeys;
import io.github.thingseal.at.c2c.VectorKeys;
import io.github.thingseal.at.transport.ToHost;
import io.github.thingseal.at.transport.Transport;
import io.github.thingseal.core.secret.SecretBytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** A module that pairs, and speaks in frames while a session is open. */
public final class EncryptingModule implements Transport {
  public static final String OK = "\r\nOK\r\n";
  public static final String TE_SECRET = "0001020304050607F8F9FAFBFCFDFEFF";
  private static final String KEY = "1011121314151617e8e9eaebecedeeef";
  private static final String HMAC_KEY = "2021222324252627d8d9dadbdcdddedf";
  private static final String TAG = "303132333435363738393a3b3c3d3e3f";

  private final int version;
  private final int chunkBytes;
  private final ToHost toHost = new ToHost();
  private final List<String> heard = Collections.synchronizedList(new ArrayList<>());
  private final List<String> heardEncrypted = Collections.synchronizedList(new ArrayList<>());
  private final Map<String, List<String>> replies = new HashMap<>();
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private final SecureRandom random = new SecureRandom();

  private C2cKeys keys;
  private C2cSession session;
  private boolean encrypting;
  private boolean restarted;
  private String payloadCommand = "";
  private int payloadBytes;
  private int busyAnswers;
  private boolean deaf;
  private String lastCommand = "none";
  private long framesSent;

  public EncryptingModule(int version, int chunkBytes) {
    this.version = version;
    this.chunkBytes = chunkBytes;
    this.keys = VectorKeys.of(version);
    this.session = new C2cSession(keys, random);
    String firmware = version == 1 ? "00B-00" : "01B-00";
    on("AT+CGMM", info("SARA-R510M8S"));
    on("ATI", info("SARA-R510M8S-" + firmware));
    on("ATI9", info("03.15,A00.01"));
    on("AT+UMNOPROF?", info("+UMNOPROF: 100"));
  }

  public static String info(String text) {
    return "\r\n" + text + "\r\n" + OK;
  }

  public static C2cKeys vectorKeys(int version) {
    return VectorKeys.of(version);
  }

  /** Answers in these pieces, each in frames of its own. */
  public synchronized EncryptingModule on(String command, String... pieces) {
    replies.put(command, List.of(pieces));
    return this;
  }

  public synchronized void startSecurity(int busy) {
    busyAnswers = busy;
  }

  /** Restarts on its own: the session is forgotten, and a greeting comes in the clear. */
  public synchronized void restart() {
    leaveSession();
    say("\r\nModule has booted.\r\n");
  }

  /** The line is gone when a command that begins so has come. */
  public synchronized void hangUpAt(String beginning) {
    lastCommand = beginning;
  }

  public synchronized void fallDeaf() {
    deaf = true;
  }

  public synchronized void sayUnasked(String text) {
    say(text);
  }

  public synchronized void makeNoise(byte[] bytes) {
    send(bytes);
  }

  public List<String> heard() {
    return List.copyOf(heard);
  }

  public List<String> heardEncrypted() {
    return List.copyOf(heardEncrypted);
  }

  public synchronized boolean isInSession() {
    return isEncrypting();
  }

  private boolean isEncrypting() {
    return encrypting;
  }

  public synchronized long framesSent() {
    return framesSent;
  }

  @Override
  public String name() {
    return "encrypting";
  }

  @Override
  public int read(byte[] buffer) throws IOException {
    return toHost.read(buffer);
  }

  @Override
  public synchronized void write(byte[] bytes, int offset, int length) {
    if (deaf) {
      return;
    }
    if (isEncrypting()) {
      session.decoder.feed(
          bytes,
          offset,
          length,
          (clear, count) -> {
            for (int i = 0; i < count; i++) {
              take(clear[i]);
            }
            return true;
          });
    } else {
      for (int i = offset; i < offset + length; i++) {
        take(bytes[i]);
      }
    }
    if (restarted) {
      restarted = false;
      restart();
    }
  }

  @Override
  public void close() {
    toHost.end();
  }

  private void take(byte b) {
    if (payloadBytes > 0) {
      line.write(b);
      if (--payloadBytes == 0) {
        String payload = line.toString(ISO_8859_1);
        line.reset();
        say("\r\n" + payloadCommand + ": " + payload.length() + ",\"" + payload + "\"\r\n" + OK);
      }
    } else if (b == '\r') {
      String command = line.toString(ISO_8859_1);
      line.reset();
      heard.add(command);
      if (isEncrypting()) {
        heardEncrypted.add(command);
      }
      answer(command);
    } else {
      line.write(b);
    }
  }

  private void answer(String command) {
    if (command.startsWith(lastCommand)) {
      toHost.end();
    } else if (command.startsWith("AT+USEC") && busyAnswers > 0) {
      busyAnswers--;
      say("\r\n+CME ERROR: SEC busy\r\n");
    } else if (replies.containsKey(command)) {
      replies.get(command).forEach(this::say);
    } else if (command.matches("AT\\+USEC\\w*(ENC|DEC)=\\d+")) {
      int equals = command.indexOf('=');
      payloadCommand = command.substring(2, equals);
      payloadBytes = Integer.parseInt(command.substring(equals + 1));
      say("\r\n>");
    } else if (command.equals("AT+CMEE?")) {
      say("\r\n+CMEE: 2\r\n" + OK);
    } else if (command.startsWith("AT+USECC2C=")) {
      chipToChip(command);
    } else {
      say(OK);
      restarted = command.equals("AT+CFUN=16");
    }
  }

  private void chipToChip(String command) {
    String secret = command.substring(11).replace("\"", "");
    switch (secret.charAt(0)) {
      case '0' -> {
        keys =
            version == 1
                ? C2cKeys.v1(hex(secret.substring(2)), hex(KEY))
                : C2cKeys.of(hex(secret.substring(2)), hex(KEY), hex(HMAC_KEY));
        leaveSession();
        String more = version == 1 ? "" : ",\"" + HMAC_KEY + "\",\"" + TAG + "\"";
        say(info("+USECC2C: 0,0,\"" + KEY + "\"" + more));
      }
      case '4' -> say(isConfirmation(secret.substring(2).split(",", -1)) ? OK : "\r\nERROR\r\n");
      case '1' -> {
        boolean known = keys.teSecret().equals(hex(secret.substring(2)));
        say(known ? OK : "\r\n+CME ERROR: operation not allowed\r\n");
        if (known) {
          encrypting = true;
        }
      }
      default -> {
        say(OK);
        leaveSession();
      }
    }
  }

  private void leaveSession() {
    session = new C2cSession(keys, random);
    encrypting = false;
  }

  private boolean isConfirmation(String[] parts) {
    byte[] blob = HexFormat.of().parseHex(parts[1]);
    byte[] clear = new byte[64];
    int length = new C2cCipher(keys).decrypt(blob, 0, blob.length, clear);
    return keys.teSecret().equals(hex(parts[0]))
        && HexFormat.of().formatHex(Arrays.copyOf(clear, Math.max(0, length))).equals(TAG);
  }

  private static SecretBytes hex(String digits) {
    return SecretBytes.fromHex(digits);
  }

  private void say(String text) {
    byte[] bytes = text.getBytes(ISO_8859_1);
    if (isEncrypting()) {
      framesSent++;
      send(session.encoder.encode(bytes, 0, bytes.length));
    } else {
      send(bytes);
    }
  }

  private void send(byte[] bytes) {
    for (int at = 0; at < bytes.length; at += chunkBytes) {
      toHost.say(Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + chunkBytes)));
    }
  }
}
