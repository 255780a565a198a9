package io.github.thingseal.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.thingseal.cloud.error.ConnectionFailedException;
import io.github.thingseal.cloud.error.NotFoundException;
import io.github.thingseal.cloud.error.ServiceFailure;
import io.github.thingseal.cloud.error.UnexpectedAnswerException;
import io.github.thingseal.core.Done;
import io.github.thingseal.core.id.RotPublicUid;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import mockwebserver3.MockResponse;
import okio.Buffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** After a complete header only a broken connection is a broken connection. */
@Timeout(180)
class AnswerBodyTest {
  private static final RotPublicUid UID = RotPublicUid.of("0a04f008003c9623");

  private FakeService service;
  private SecurityServices services;

  @BeforeEach
  void start() throws IOException {
    service = FakeService.overHttp();
    services = service.services();
  }

  @AfterEach
  void stop() {
    services.close();
    service.close();
  }

  @ParameterizedTest
  @CsvSource({"200,gzip", "202,gzip", "200,x-gzip", "200,GZIP", "200,br", "200,identity"})
  void emptyBody_whenAnEncodingIsNamed_isDone(int status, String encoding) {
    service.enqueue(encoded(status, encoding, new byte[0]));

    assertThat(services.whitelist().add(UID).execute()).isEqualTo(Done.DONE);
    assertThat(service.businessRequests()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\r\n", "\n", " ", "\t\r\n\r\n"})
  void emptyBody_whenItIsALineEndOrBlanks_isDone(String blank) {
    for (int i = 0; i < 3; i++) {
      service.enqueue(200, blank);
    }

    assertThat(services.whitelist().add(UID).execute()).isEqualTo(Done.DONE);
    assertThat(services.features().activate(UID, Feature.ZTP).execute()).isEqualTo(Done.DONE);
    assertThat(services.call("/a", "{}").execute()).isEqualTo(blank);
  }

  @Test
  void encoding_whenNamedWithNothing_isNone() {
    service.enqueue(encoded(200, "", "{\"Devices\":[]}".getBytes(StandardCharsets.UTF_8)));

    assertThat(services.devices().list().execute()).isEmpty();
  }

  @Test
  void emptyBody_whenInNoChunks_isDone() {
    service.enqueue(
        new MockResponse.Builder().addHeader("Content-Encoding", "gzip").chunkedBody("", 10));

    assertThat(services.whitelist().add(UID).execute()).isEqualTo(Done.DONE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "x-gzip", "Gzip"})
  void gzip_whenItIsGzip_isRead(String encoding) throws IOException {
    service.enqueue(encoded(200, encoding, gzip("{\"Devices\":[]}")));

    assertThat(services.devices().list().execute()).isEmpty();
    assertThat(service.businessRequests().get(0).getHeaders().get("Accept-Encoding"))
        .isEqualTo("gzip");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gzip | {} | not gzip",
        "gzip | x | not gzip",
        "br | {} | not asked for",
        "deflate | {} | not asked for",
        "'gzip, gzip' | {} | not asked for"
      })
  void body_whenNotInItsEncoding_isAnUnexpectedAnswerToOneRequest(
      String encoding, String body, String expected) {
    service.enqueue(encoded(200, encoding, body.getBytes(StandardCharsets.UTF_8)));

    assertThatThrownBy(() -> services.whitelist().add(UID).execute())
        .isInstanceOf(UnexpectedAnswerException.class)
        .hasMessageContaining("status 200")
        .hasMessageContaining(expected)
        .satisfies(AnswerBodyTest::isDoneForAllWeKnow);
    assertThat(service.businessRequests()).hasSize(1);
  }

  @Test
  void gzip_whenCutShortInItself_isAnUnexpectedAnswer() throws IOException {
    byte[] whole = gzip("{\"Devices\":[" + " ".repeat(5000) + "]}");
    for (int length : new int[] {1, 5, 10, 15, whole.length - 8, whole.length - 1}) {
      service.enqueue(encoded(200, "gzip", Arrays.copyOf(whole, length)));
      assertThatThrownBy(() -> services.devices().list().execute())
          .isInstanceOf(UnexpectedAnswerException.class);
    }
    assertThat(service.businessRequests()).hasSize(6);
  }

  @Test
  void gzip_whenDamagedOrFollowedByMore_isAnUnexpectedAnswer() throws IOException {
    byte[] damaged = gzip("{\"Devices\":[]}");
    damaged[damaged.length - 6] ^= 1; // Its checksum.
    service.enqueue(encoded(200, "gzip", damaged));
    assertThatThrownBy(() -> services.devices().list().execute())
        .isInstanceOf(UnexpectedAnswerException.class);

    byte[] longer = Arrays.copyOf(gzip("{\"Devices\":[]}"), 100);
    service.enqueue(encoded(200, "gzip", longer));
    assertThatThrownBy(() -> services.devices().list().execute())
        .isInstanceOf(UnexpectedAnswerException.class);
    assertThat(service.businessRequests()).hasSize(2);
  }

  @Test
  void gzip_whenItUnpacksToTooMuch_isRefused() throws IOException {
    service.enqueue(encoded(200, "gzip", gzip(" ".repeat(2 * 1024 * 1024))));

    assertThatThrownBy(() -> services.devices().list().execute())
        .isInstanceOf(UnexpectedAnswerException.class)
        .hasMessageContaining("maxAnswerBytes");
  }

  @Test
  void error_whenItsBodyIsNotInItsEncoding_keepsItsStatus() {
    service.enqueue(encoded(404, "gzip", "{}".getBytes(StandardCharsets.UTF_8)));

    assertThatThrownBy(() -> services.devices().get(UID).execute())
        .isInstanceOf(NotFoundException.class);
  }

  @Test
  void error_whenItsBodyIsPacked_isQuoted() throws IOException {
    service.enqueue(encoded(404, "gzip", gzip("{\"message\":\"no such thing\"}")));

    assertThatThrownBy(() -> services.devices().get(UID).execute())
        .hasMessageContaining("no such thing");
  }

  @Test
  void body_whenTheConnectionBreaksWithinIt_isABrokenConnection() throws IOException {
    try (RawServer server = new RawServer();
        SecurityServices raw = server.builder().withoutCircuitBreaker().build()) {
      for (String answer :
          new String[] {
            "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{}",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n64\r\n{}",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
            "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 100\r\n\r\n\u001f\u008b\b",
            "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 100\r\n\r\n",
            "HTTP/1.1 200 OK\r\nContent-Len",
            ""
          }) {
        server.requests.clear();
        server.answerWith(answer);
        assertThatThrownBy(() -> raw.whitelist().add(UID).execute())
            .as(answer)
            .isInstanceOf(ConnectionFailedException.class)
            .hasMessageContaining("may have been carried out")
            .satisfies(AnswerBodyTest::isDoneForAllWeKnow);
        assertThat(server.requests).as(answer).hasSize(3);
      }
    }
  }

  private static void isDoneForAllWeKnow(Throwable e) {
    assertThat(((ServiceFailure) e).details().mayHaveBeenCarriedOut()).isTrue();
  }

  private static MockResponse.Builder encoded(int status, String encoding, byte[] body) {
    return new MockResponse.Builder()
        .code(status)
        .addHeader("Content-Encoding", encoding)
        .body(new Buffer().write(body));
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return out.toByteArray();
  }
}
