package io.github.thingseal.at.module;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.github.thingseal.at.transport.ToHost;
import io.github.thingseal.at.transport.Transport;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A small SARA-R510M8S-01B at the other end of a transport that is a queue. */
final class InMemoryModule implements Transport {
  private static final String OK = "\r\nOK\r\n";

  private final ToHost toHost = new ToHost();
  private final ByteArrayOutputStream fromHost = new ByteArrayOutputStream();
  private final List<String> heard = Collections.synchronizedList(new ArrayList<>());
  private final Map<String, String> replies = new HashMap<>();

  private boolean echo = true;
  private int payloadBytes;
  private int securityBusy;
  private boolean sealed;
  private boolean silent;

  InMemoryModule() {
    replies.put("AT+CGMI", info("u-blox"));
    replies.put("AT+CGMM", info("SARA-R510M8S"));
    replies.put("AT+CGMR", info("03.15"));
    replies.put("AT+CGSN", info("357862090123456"));
    replies.put("ATI", info("SARA-R510M8S-01B-00"));
    replies.put("ATI9", info("03.15,A00.01"));
    replies.put("AT+UMNOPROF?", info("+UMNOPROF: 100"));
    replies.put("AT+UPSMR=1", "\r\n+CME ERROR: operation not supported\r\n");
    replies.put("AT+USECROTUID", info("+USECROTUID: 0A04F008003C9623"));
    replies.put("AT+CEREG?", "\r\n+CEREG: 1\r\n" + info("+CEREG: 4,1,\"1\",\"0\",\"1\",7"));
    replies.put("AT+CGATT?", info("+CGATT:1"));
    replies.put("AT+CGACT?", info("+CGACT: 1,1"));
    replies.put("AT+USECPSK=16", info("+USECPSK: \"11010008\",\"" + "0f".repeat(16) + "\""));
    replies.put("AT+USECOPCMD=\"e2e_enc\"", info("+USECOPCMD: \"e2e_enc\",0"));
    replies.put("AT+USECCONN", "\r\n+CME ERROR: operation not allowed\r\n");
  }

  /** Answers so many of the next security commands with {@code SEC busy}. */
  synchronized void startSecurity(int busyAnswers) {
    securityBusy = busyAnswers;
  }

  /** Answers nothing from now on. */
  synchronized void fallSilent() {
    silent = true;
  }

  List<String> heard() {
    return List.copyOf(heard);
  }

  void pullCable() {
    toHost.end();
  }

  @Override
  public String name() {
    return "memory";
  }

  @Override
  public int read(byte[] buffer) throws IOException {
    return toHost.read(buffer);
  }

  @Override
  public synchronized void write(byte[] bytes, int offset, int length) {
    for (int i = offset; i < offset + length; i++) {
      take(bytes[i]);
    }
  }

  @Override
  public void close() {
    toHost.end();
  }

  private void take(byte b) {
    fromHost.write(b);
    if (payloadBytes > 0) {
      if (fromHost.size() == payloadBytes) {
        encrypt();
      }
      return;
    }
    if (b == '\r') {
      String line = fromHost.toString(ISO_8859_1).trim();
      fromHost.reset();
      heard.add(line);
      if (!silent) {
        say((echo ? line + "\r" : "") + answer(line));
      }
    }
  }

  private String answer(String line) {
    if (line.startsWith("AT+USEC") && securityBusy > 0) {
      securityBusy--;
      return "\r\n+CME ERROR: SEC busy\r\n";
    }
    if (line.equals("ATE0")) {
      echo = false;
      return OK;
    }
    if (line.startsWith("AT+USECE2EDATAENC=")) {
      payloadBytes = Integer.parseInt(line.substring(line.indexOf('=') + 1));
      return "\r\n>";
    }
    if (line.equals("AT+USECDEVINFO?")) {
      return info(sealed ? "+USECDEVINFO: 1,1,1" : "+USECDEVINFO: 1,0,1");
    }
    if (line.startsWith("AT+USECDEVINFO=")) {
      sealed = true;
    }
    return replies.getOrDefault(line, OK);
  }

  /** Not at all encrypted, but as long, and with everything in it that could be misread. */
  private void encrypt() {
    byte[] message = new byte[payloadBytes + 32];
    byte[] trap = "\"\r\n\r\nOK\r\n>+CME ERROR: 3\r\n".getBytes(ISO_8859_1);
    System.arraycopy(trap, 0, message, 1, trap.length);
    message[0] = 0x11;
    fromHost.reset();
    payloadBytes = 0;
    say(
        "\r\n+USECE2EDATAENC: "
            + message.length
            + ",\""
            + new String(message, ISO_8859_1)
            + "\"\r\n"
            + OK);
  }

  private void say(String text) {
    toHost.say(text.getBytes(ISO_8859_1));
  }

  private static String info(String line) {
    return "\r\n" + line + "\r\n" + OK;
  }
}
