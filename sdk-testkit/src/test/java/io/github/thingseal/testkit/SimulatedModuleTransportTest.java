package io.github.thingseal.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fazecast.jSerialComm.SerialPort;
import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.TransientException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 180, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SimulatedModuleTransportTest {
  /** Only for what never comes: a busy machine takes its time. */
  private static final int PATIENCE_MILLIS = 120_000;

  private static final String MODEL = "AT+CGMM\r\r\nSARA-R510M8S\r\n\r\nOK\r\n";
  private static final String MODEL_QUIET = "\r\nSARA-R510M8S\r\n\r\nOK\r\n";

  @Test
  void listenTcp_whenAClientComesBack_findsThePortAsItLeftIt() throws IOException {
    try (ModuleBench bench = ModuleBench.booted()) {
      int port = bench.module.listenTcp(0);
      try (Socket first = connect(port)) {
        assertThat(exchange(first, "AT+CGMM\r", MODEL.length())).isEqualTo(MODEL);
        assertThat(exchange(first, "ATE0\r", 11)).isEqualTo("ATE0\r\r\nOK\r\n");
      }
      try (Socket second = connect(port)) {
        assertThat(exchange(second, "AT+CGMM\r", MODEL_QUIET.length())).isEqualTo(MODEL_QUIET);
      }
    }
  }

  @Test
  void listenTcp_whenASecondClientComes_servesItAfterTheFirst() throws IOException {
    try (ModuleBench bench = ModuleBench.booted()) {
      int port = bench.module.listenTcp(0);
      try (Socket first = connect(port);
          Socket second = connect(port)) {
        write(second, "AT+CGMM\r");
        assertThat(exchange(first, "AT+CGMM\r", MODEL.length())).isEqualTo(MODEL);
        assertThat(second.getInputStream().available()).isZero();
        first.shutdownOutput();
        assertThat(read(second, MODEL.length())).isEqualTo(MODEL);
      }
    }
  }

  @Test
  void listenTcp_whenThePortIsTaken_saysSo() {
    try (ModuleBench bench = ModuleBench.booted()) {
      int port = bench.module.listenTcp(0);
      assertThatThrownBy(() -> bench.module.listenTcp(port))
          .isInstanceOf(TransientException.class)
          .hasMessageContaining(port + " on loopback cannot be opened (")
          .hasMessageEndingWith("): choose another, or 0 for any");
      assertThatThrownBy(() -> bench.module.listenTcp(65_536))
          .isInstanceOf(InvalidInputException.class);
    }
  }

  @Test
  void cutReplyAfter_overTcp_breaksTheConnectionAndServesTheNext() throws IOException {
    try (ModuleBench bench = ModuleBench.booted()) {
      int port = bench.module.listenTcp(0);
      bench.module.faults(List.of(ModuleFault.disconnect(6)));
      try (Socket first = connect(port)) {
        write(first, "AT+CGMM\r");
        assertThat(new String(first.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1))
            .isEqualTo("AT+CGMM\r\r\nSARA");
      }
      try (Socket second = connect(port)) {
        assertThat(exchange(second, "AT+CGMM\r", MODEL.length())).isEqualTo(MODEL);
      }
    }
  }

  @Test
  void listenTcp_whenAClientLeavesItsDataCall_endsTheCall() throws IOException {
    try (ModuleBench bench = ModuleBench.configured()) {
      int port = bench.module.listenTcp(0);
      try (Socket first = connect(port)) {
        String dialled = "ATD*99***1#\r\r\nCONNECT\r\n";
        assertThat(exchange(first, "ATD*99***1#\r", dialled.length())).isEqualTo(dialled);
      }
      try (Socket second = connect(port)) {
        assertThat(exchange(second, "AT+CGMM\r", MODEL.length())).isEqualTo(MODEL);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "POST / HTTP/1.1\r\nHost: localhost\r\n\r\nAT\rAT+CPWROFF\r",
        "GET /;AT+CPWROFF HTTP/1.1\r\n\r\n",
        "PUT / HTTP/1.1\r\n",
        "OPTIONS * HTTP/1.1\r\n",
        "HEAD / HTTP/1.0\r\n",
        "DELETE / HTTP/1.1\r\n",
        "CONNECT localhost:80 HTTP/1.1\r\n",
        "\r\nPOST / HTTP/1.1\r\n",
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        "\u0016\u0003\u0001\u0002\u0000AT\r",
      })
  void listenTcp_whenAWebClientComes_endsItUnheard(String opening) throws IOException {
    try (ModuleBench bench = ModuleBench.booted()) {
      int port = bench.module.listenTcp(0);
      for (boolean atOnce : new boolean[] {true, false}) {
        try (Socket socket = connect(port)) {
          assertThat(untilEnded(socket, opening, atOnce)).isBlank();
        }
      }
      bench.seconds(1);
      assertThat(bench.events)
          .extracting(SimulatedModuleEvent::kind)
          .doesNotContain(SimulatedModuleEvent.Kind.POWERED_OFF);
      try (Socket second = connect(port)) {
        assertThat(exchange(second, "P\r\nGETAT+CGMM\r", 6 + MODEL.length())).endsWith(MODEL);
      }
    }
  }

  /** What comes until the connection ends, in good order or with a reset. */
  private static String untilEnded(Socket socket, String bytes, boolean atOnce) throws IOException {
    try {
      for (String part : atOnce ? List.of(bytes) : List.of(bytes.split(""))) {
        write(socket, part);
      }
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    } catch (SocketException e) {
      return "";
    }
  }

  @Test
  void openPty_whenOpenedAsASerialPort_carriesEveryByteBothWays() {
    assumeTrue(SimulatedModule.isPtyAvailable());
    try (ModuleBench bench = ModuleBench.sealed()) {
      bench.port.close();
      String path = bench.module.openPty();
      for (String expected : List.of(MODEL, MODEL_QUIET)) {
        SerialPort serial = open(path);
        try {
          assertThat(exchange(serial, "AT+CGMM\r", expected.length())).isEqualTo(expected);
          assertThat(exchange(serial, "ATE1\r", expected.equals(MODEL) ? 11 : 6))
              .endsWith("OK\r\n");
          assertThat(exchange(serial, "AT+USECE2EDATAENC=256\r", 25)).endsWith("\r\n>");
          byte[] plaintext = new byte[256];
          for (int i = 0; i < plaintext.length; i++) {
            plaintext[i] = (byte) i;
          }
          serial.writeBytes(plaintext, plaintext.length);
          int length = "\r\n+USECE2EDATAENC: 288,\"\"\r\n\r\nOK\r\n".length() + 288;
          assertThat(read(serial, length))
              .startsWith("\r\n+USECE2EDATAENC: 288,\"")
              .endsWith("\"\r\n\r\nOK\r\n");
          assertThat(exchange(serial, "ATE0\r", 11)).endsWith("\r\nOK\r\n");
        } finally {
          serial.closePort();
        }
      }
    }
  }

  @Test
  void openPty_ofManyModules_areAllServedByOneThreadThatEndsWithThem() throws IOException {
    assumeTrue(SimulatedModule.isPtyAvailable());
    List<ModuleBench> benches = new ArrayList<>();
    List<RandomAccessFile> clients = new ArrayList<>();
    try {
      for (int i = 0; i < 30; i++) {
        ModuleBench bench = ModuleBench.configured();
        benches.add(bench);
        bench.send("AT+CSGT=1,\"module " + i + "\"\r");
        clients.add(new RandomAccessFile(bench.module.openPty(), "rw"));
      }
      for (RandomAccessFile client : clients) {
        client.write("ATE0+CSGT?\r".getBytes(StandardCharsets.US_ASCII));
      }
      for (int i = 0; i < clients.size(); i++) {
        String expected = "ATE0+CSGT?\r\r\n+CSGT: \"module " + i + "\",1\r\n\r\nOK\r\n";
        byte[] answer = new byte[expected.length()];
        clients.get(i).readFully(answer);
        assertThat(new String(answer, StandardCharsets.US_ASCII)).isEqualTo(expected);
      }
      assertThat(ptyThreads()).isEqualTo(1);
    } finally {
      for (RandomAccessFile client : clients) {
        client.close();
      }
      benches.forEach(ModuleBench::close);
    }
    waiting().untilAsserted(() -> assertThat(ptyThreads()).isZero());
  }

  private static ConditionFactory waiting() {
    return Awaitility.await().atMost(Duration.ofMillis(PATIENCE_MILLIS));
  }

  private static long ptyThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("thingseal-module-pty"))
        .count();
  }

  @Test
  void openPty_whenOpenedAsAPlainFile_isRawAlready() throws IOException {
    assumeTrue(SimulatedModule.isPtyAvailable());
    try (ModuleBench bench = ModuleBench.booted();
        RandomAccessFile file = new RandomAccessFile(bench.module.openPty(), "rw")) {
      file.write("AT+CGMM\r".getBytes(StandardCharsets.ISO_8859_1));
      byte[] answer = new byte[MODEL.length()];
      file.readFully(answer);
      assertThat(new String(answer, StandardCharsets.ISO_8859_1)).isEqualTo(MODEL);
    }
  }

  @Test
  void openPty_whenTheReplyIsCut_isGone() {
    assumeTrue(SimulatedModule.isPtyAvailable());
    try (ModuleBench bench = ModuleBench.booted()) {
      SerialPort serial = open(bench.module.openPty());
      bench.module.faults(List.of(ModuleFault.disconnect(6)));
      assertThat(exchange(serial, "AT+CGMM\r", MODEL.length()).length()).isLessThan(15);
      serial.closePort();
    }
  }

  @Test
  void openPty_whenItHangsUp_keepsWhatWasSaidUntilTheClientHasReadIt() throws IOException {
    assumeTrue(SimulatedModule.isPtyAvailable());
    String transcript =
        "thingseal-transcript 1\n0.000000 < +CEREG:\\x201\\r\\n\n0.100000 > AT\\r\n";
    TranscriptModule player = TranscriptModule.of(transcript, (before, length) -> new byte[length]);
    Path path = Path.of(player.openPty());
    try (player;
        RandomAccessFile client = new RandomAccessFile(path.toFile(), "rw")) {
      client.write("ATI\r".getBytes(StandardCharsets.US_ASCII));
      waiting().until(() -> player.mismatch().isPresent());
      letTheLoopTurn();
      byte[] said = new byte[11];
      client.readFully(said);
      assertThat(new String(said, StandardCharsets.US_ASCII)).isEqualTo("+CEREG: 1\r\n");
      waiting().until(() -> !Files.exists(path));
    }
  }

  /** The loop of the pseudo-terminals has looked at all lines when another one was served. */
  private static void letTheLoopTurn() throws IOException {
    try (ModuleBench other = ModuleBench.booted();
        RandomAccessFile client = new RandomAccessFile(other.module.openPty(), "rw")) {
      for (int i = 0; i < 3; i++) {
        client.write("AT\r".getBytes(StandardCharsets.US_ASCII));
        client.readFully(new byte["AT\r\r\nOK\r\n".length()]);
      }
    }
  }

  @Test
  void powerCycle_inRealTime_bootsByItself() throws Exception {
    CountDownLatch booted = new CountDownLatch(1);
    try (RootOfTrust rootOfTrust = ModuleBench.newRootOfTrust();
        SimulatedModule module =
            SimulatedModule.builder(rootOfTrust)
                .bootTime(Duration.ofMillis(20))
                .fastTime(1)
                .build()) {
      int port = module.listenTcp(0);
      module.onEvent(
          event -> {
            if (event.kind() == SimulatedModuleEvent.Kind.BOOTED) {
              booted.countDown();
            }
          });
      module.powerCycle();
      booted.await();
      try (Socket socket = connect(port)) {
        assertThat(exchange(socket, "AT\r", 9)).isEqualTo("AT\r\r\nOK\r\n");
      }
    }
  }

  @Test
  void close_endsEveryThreadAndLine() throws IOException {
    RootOfTrust rootOfTrust = ModuleBench.newRootOfTrust();
    SimulatedModule module = SimulatedModule.builder(rootOfTrust).build();
    SimulatedModulePort streams = module.openStreams();
    Socket socket = connect(module.listenTcp(0));
    if (SimulatedModule.isPtyAvailable()) {
      module.openPty();
    }
    assertThat(threads()).isNotEmpty().allMatch(Thread::isDaemon);
    module.close();
    module.close();
    assertThat(threads()).isEmpty();
    assertThat(socket.getInputStream().read()).isEqualTo(-1);
    assertThat(streams.input().read()).isEqualTo(-1);
    assertThatThrownBy(() -> streams.output().write(1)).isInstanceOf(IOException.class);
    socket.close();
    rootOfTrust.close();
  }

  @Test
  void close_endsClientsThatAreStillWaiting() throws IOException {
    try (RootOfTrust rootOfTrust = ModuleBench.newRootOfTrust()) {
      SimulatedModule module = SimulatedModule.builder(rootOfTrust).build();
      int port = module.listenTcp(0);
      try (Socket first = connect(port);
          Socket second = connect(port)) {
        module.close();

        assertThat(first.getInputStream().read()).isEqualTo(-1);
        assertThat(second.getInputStream().read()).isEqualTo(-1);
      }
    }
  }

  private static List<Thread> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("thingseal-module"))
        .toList();
  }

  private static Socket connect(int port) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(PATIENCE_MILLIS);
    return socket;
  }

  private static void write(Socket socket, String bytes) throws IOException {
    OutputStream output = socket.getOutputStream();
    output.write(bytes.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static String read(Socket socket, int length) throws IOException {
    InputStream input = socket.getInputStream();
    return new String(input.readNBytes(length), StandardCharsets.ISO_8859_1);
  }

  private static String exchange(Socket socket, String command, int length) throws IOException {
    write(socket, command);
    return read(socket, length);
  }

  private static SerialPort open(String path) {
    SerialPort serial = SerialPort.getCommPort(path);
    serial.setBaudRate(115_200);
    serial.setComPortTimeouts(SerialPort.TIMEOUT_READ_BLOCKING, PATIENCE_MILLIS, 0);
    assertThat(serial.openPort()).isTrue();
    return serial;
  }

  private static String read(SerialPort serial, int length) {
    byte[] bytes = new byte[length];
    int count = serial.readBytes(bytes, length);
    return new String(bytes, 0, Math.max(count, 0), StandardCharsets.ISO_8859_1);
  }

  private static String exchange(SerialPort serial, String command, int length) {
    byte[] bytes = command.getBytes(StandardCharsets.ISO_8859_1);
    serial.writeBytes(bytes, bytes.length);
    return read(serial, length);
  }
}
