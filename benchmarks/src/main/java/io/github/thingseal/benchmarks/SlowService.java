package io.github.thingseal.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;

/**
 * A service over HTTP/2 that answers each look-up of parameters after a time. It is a separate
 * process, so that its processor time does not count as the client's. Prints its address, its
 * certificate, and a line for each connection, and ends with its standard input.
 */
public final class SlowService {
  /** The one key of all its modules. */
  static final byte[] KEY = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  /** The one nonce. */
  static final byte[] NONCE = "0123456789abc".getBytes(StandardCharsets.US_ASCII);

  private static final String HEADER = "\"EncryptedHeader\":\"";

  /** Of an answer, behind the key identity. */
  private static final String REST =
      "\",\"Key\":\""
          + Base64.getEncoder().encodeToString(KEY)
          + "\",\"Nonce\":\""
          + Base64.getEncoder().encodeToString(NONCE)
          + "\",\"MACLength\":128,\"CipherSuite\":\"AES_128_CCM\","
          + "\"ROTPublicUID\":\"0a04f008003c9623\"}";

  private SlowService() {}

  /**
   * Runs the service.
   *
   * @param arguments after how many milliseconds it answers
   * @throws IOException if it cannot listen
   */
  public static void main(String[] arguments) throws IOException {
    int delayMillis = Integer.parseInt(arguments[0]);
    HeldCertificate certificate =
        new HeldCertificate.Builder().addSubjectAlternativeName("localhost").build();
    HandshakeCertificates tls =
        new HandshakeCertificates.Builder().heldCertificate(certificate).build();
    LateHttp2Server server =
        new LateHttp2Server(
            tls.sslContext(),
            delayMillis,
            SlowService::answer,
            () -> System.out.println("connection"));
    System.out.println("https://localhost:" + server.port() + "/v1");
    System.out.println(
        Base64.getEncoder()
            .encodeToString(certificate.certificatePem().getBytes(StandardCharsets.US_ASCII)));
    server.start();
    int unused = System.in.read();
    System.exit(0);
  }

  /** The body says what is asked for: parameters, or else a token. */
  private static byte[] answer(byte[] request) {
    String body = new String(request, StandardCharsets.US_ASCII);
    int header = body.indexOf(HEADER);
    return (header < 0 ? token() : parameters(body, header + HEADER.length()))
        .getBytes(StandardCharsets.US_ASCII);
  }

  private static String parameters(String body, int identity) {
    return "{" + HEADER + body.substring(identity, body.indexOf('"', identity)) + REST;
  }

  private static String token() {
    long expiry = Instant.now().plus(1, ChronoUnit.HOURS).getEpochSecond();
    return "{\"AuthToken\":\""
        + encode("{\"alg\":\"RS256\"}")
        + "."
        + encode("{\"exp\":" + expiry + "}")
        + ".c2lnbmF0dXJl\"}";
  }

  private static String encode(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The service as its client sees it. */
  static final class Running implements AutoCloseable {
    private final Process process;
    private final BufferedReader out;
    private final String url;
    private final String certificatePem;

    private Running(Process process, BufferedReader out, String url, String certificatePem) {
      this.process = process;
      this.out = out;
      this.url = url;
      this.certificatePem = certificatePem;
    }

    static Running start(int delayMillis) {
      try {
        Process process =
            new ProcessBuilder(
                    System.getProperty("java.home") + "/bin/java",
                    "-classpath",
                    System.getProperty("java.class.path"),
                    SlowService.class.getName(),
                    Integer.toString(delayMillis))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        BufferedReader out = process.inputReader();
        String url = out.readLine();
        byte[] pem = Base64.getDecoder().decode(out.readLine());
        return new Running(process, out, url, new String(pem, StandardCharsets.US_ASCII));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    String url() {
      return url;
    }

    String certificatePem() {
      return certificatePem;
    }

    /** How many connections were opened since this was called before. */
    int newConnections() {
      try {
        int connections = 0;
        while (out.ready()) {
          out.readLine();
          connections++;
        }
        return connections;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void close() {
      process.destroy();
    }
  }
}
