package io.github.thingseal.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import okhttp3.Protocol;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Dumps the heap of a program that has closed everything, and looks for every secret. */
class HeapTest {
  private static final int MOST_DUMPS = 20;
  private static final String SECRET = "heapSecretOfTests7Qx9Lk2Pz4Rt6Vb";
  private static final String PROFILE = "HeapProfileOfTests123x";
  private static final String MARK = "mark-in-free-segments-of-tests!!";
  private static final byte[] KEY = "heap-key-16bytes".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] NONCE = "heap-nonce-13".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] PSK =
      "heap-psk-of-32-bytes-for-tests!!".getBytes(StandardCharsets.US_ASCII);

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource(names = {"HTTP_1_1", "HTTP_2"})
  void heap_whenEverythingIsClosed_holdsNoSecret(Protocol protocol) throws Exception {
    try (FakeService service = FakeService.overTls()) {
      service.protocols(protocol);
      service.answerWith(HeapTest::answer);
      write(service);

      assertThat(remains(service.url(), "calls")).isEmpty();
      assertThat(service.businessRequests()).hasSize(21);
    }
  }

  /** What the readers of HTTP/2 connections leave there, whichever group they belong to. */
  @Test
  void heap_whenEverythingIsClosed_holdsNothingOfFreeSegments() throws Exception {
    try (FakeService service = FakeService.overTls()) {
      write(service);

      assertThat(remains(service.url(), "segments")).isEmpty();
    }
  }

  private static MockResponse answer(RecordedRequest request) {
    String path = request.getUrl().encodedPath();
    if (path.endsWith("/psk/get")) {
      return FakeService.json(200, "{\"PSK\":\"" + base64(PSK) + "\"}").build();
    }
    if (path.endsWith("/list")) {
      return FakeService.json(200, "{\"Devices\":[]}").build();
    }
    if (path.endsWith("/device/get")) {
      return FakeService.json(
              404, "{\"message\":\"" + request.getHeaders().get("Authorization") + "\"}")
          .build();
    }
    return FakeService.json(
            200,
            "{\"Nonce\":\""
                + base64(NONCE)
                + "\",\"MACLength\":128,\"CipherSuite\":\"AES_128_CCM\",\"Key\":\""
                + base64(KEY)
                + "\",\"EncryptedHeader\":\"11010008003f97203b08c787d1b20000\"}")
        .build();
  }

  private void write(FakeService service) throws IOException {
    Path keys = Files.writeString(folder.resolve("keys.properties"), "");
    if (keys.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.setPosixFilePermissions(keys, PosixFilePermissions.fromString("rw-------"));
    }
    Files.writeString(
        keys, "accessKey=" + FakeService.ACCESS_KEY + "\naccessSecret=" + SECRET + "\n");
    Files.writeString(folder.resolve("ca.pem"), service.certificate.certificatePem());
    Files.writeString(folder.resolve("profile"), PROFILE);
    Files.writeString(folder.resolve("mark"), MARK);
  }

  /**
   * What the heap holds. Threads that end may still hold a buffer when the heap is dumped first, so
   * it is dumped again while there is something; what stays is found each time.
   */
  private List<String> remains(String url, String use) throws IOException {
    Process process = start(url, use);
    try (BufferedReader dumped = process.inputReader();
        Writer again = process.outputWriter()) {
      List<String> found = List.of("no dump");
      for (int i = 0; i < MOST_DUMPS && !found.isEmpty(); i++) {
        if (i > 0) {
          again.write('\n');
          again.flush();
        }
        assertThat(dumped.readLine()).isEqualTo(String.valueOf(i));
        Path heap = folder.resolve("heap" + i + ".hprof");
        found = found(Files.readAllBytes(heap));
        Files.delete(heap);
      }
      return found;
    } finally {
      process.destroy();
    }
  }

  private Process start(String url, String use) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx96m",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            "io.github.thingseal.cloud.heap.HeapProbe",
            folder.toString(),
            url,
            use)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static List<String> found(byte[] heap) {
    String text = new String(heap, StandardCharsets.ISO_8859_1);
    List<String> found = new ArrayList<>();
    assertThat(text).contains("io.github.thingseal.cloud.heap.HeapProbe");
    forms()
        .forEach(
            (name, form) -> {
              int at = text.indexOf(form);
              int times = 0;
              while (at >= 0) {
                times++;
                at = text.indexOf(form, at + 1);
              }
              if (times > 0) {
                found.add(name + " " + times + " times");
              }
            });
    return found;
  }

  /** Beginnings and ends, because a buffer may be overwritten in part. */
  private static Map<String, String> forms() {
    Map<String, String> plain = new LinkedHashMap<>();
    String token = FakeService.token(1, VirtualTime.START.plusSeconds(3600));
    plain.put("secret, beginning", SECRET.substring(0, 16));
    plain.put("secret, end", SECRET.substring(16));
    plain.put("profile", PROFILE);
    plain.put("segment", MARK);
    plain.put("token", token.substring(token.indexOf('.') + 1, token.indexOf('.') + 25));
    plain.put("token, signature", "c2lnbmF0dXJl");
    plain.put("refresh token", "refresh-of-tests-");
    Map.of("key", KEY, "nonce", NONCE, "psk", PSK)
        .forEach(
            (name, bytes) -> {
              plain.put(name, new String(bytes, StandardCharsets.US_ASCII));
              plain.put(name + " in Base64", base64(bytes).substring(0, 16));
              plain.put(name + " in hex", HexFormat.of().formatHex(bytes).substring(0, 16));
            });
    Map<String, String> forms = new LinkedHashMap<>(plain);
    plain.forEach(
        (name, form) ->
            forms.put(
                name + " in UTF-16",
                new String(form.getBytes(StandardCharsets.UTF_16BE), StandardCharsets.ISO_8859_1)));
    return forms;
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
