package io.github.thingseal.examples.simulator;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.thingseal.testkit.SimulatedModule;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedReader;
import java.io.PipedWriter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@Timeout(180)
class ReplayTest {
  private static final String TRANSCRIPT =
      """
      thingseal-transcript 1
      0.000000 < \\r\\n+CEREG:\\x201\\r\\n
      0.100000 > AT\\r
      0.200000 < \\r\\nOK\\r\\n
      """;

  @TempDir private Path folder;

  @Test
  void replay_whenTheClientKeepsToIt_endsWithZero() throws IOException {
    assertThat(play("AT\r", "\r\n+CEREG: 1\r\n\r\nOK\r\n")).isEqualTo("0 kept to the transcript");
  }

  @Test
  void replay_whenTheClientLeavesIt_saysWhereAndEndsWithOne() throws IOException {
    assertThat(play("ATI\r", "\r\n+CEREG: 1\r\n")).isEqualTo("1 expects line 3");
  }

  @Test
  void replay_ofWhatIsNoTranscript_endsAtOnceAsAWrongOptionDoes() {
    StringWriter errors = new StringWriter();
    int status =
        Simulator.commandLine()
            .setErr(new PrintWriter(errors))
            .execute("--replay", folder.resolve("none").toString());
    assertThat(status).isEqualTo(2);
    assertThat(errors.toString()).contains("none").contains("cannot be read");
  }

  @Test
  void replay_overAPty_isTheSame() throws IOException {
    assumeTrue(SimulatedModule.isPtyAvailable());
    assertThat(play(List.of(), Client::ofPty, "AT\r", "\r\n+CEREG: 1\r\n\r\nOK\r\n"))
        .isEqualTo("0 kept to the transcript");
    assertThat(play(List.of(), Client::ofPty, "ATI\r", "\r\n+CEREG: 1\r\n"))
        .isEqualTo("1 expects line 3");
  }

  /** What a client has of a port. */
  private record Client(InputStream in, OutputStream out) implements AutoCloseable {
    static Client ofPty(String path) throws IOException {
      assertThat(path).startsWith("/dev/");
      // A file stream by itself would ask how long the file is.
      InputStream in = new BufferedInputStream(new FileInputStream(path));
      return new Client(in, new FileOutputStream(path));
    }

    static Client ofTcp(String address) throws IOException {
      int port = Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
      Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
      return new Client(socket.getInputStream(), socket.getOutputStream());
    }

    @Override
    public void close() throws IOException {
      out.close();
      in.close();
    }
  }

  private interface Opener {
    Client open(String address) throws IOException;
  }

  private String play(String said, String answer) throws IOException {
    return play(List.of("--at-port", "0"), Client::ofTcp, said, answer);
  }

  /** Says something on the port that the program names; returns its status and its verdict. */
  private String play(List<String> options, Opener opener, String said, String answer)
      throws IOException {
    Path file = Files.writeString(folder.resolve("a.transcript"), TRANSCRIPT);
    try (PipedReader pipe = new PipedReader();
        PipedWriter out = new PipedWriter(pipe);
        BufferedReader lines = new BufferedReader(pipe)) {
      CommandLine program = Simulator.commandLine().setOut(new PrintWriter(out));
      List<String> args = new ArrayList<>(List.of("--replay", file.toString()));
      args.addAll(options);
      CompletableFuture<Integer> status =
          CompletableFuture.supplyAsync(() -> program.execute(args.toArray(String[]::new)));
      String line = lines.readLine();
      try (Client client = opener.open(line.substring(line.lastIndexOf(' ') + 1))) {
        client.out().write(said.getBytes(US_ASCII));
        byte[] heard = client.in().readNBytes(answer.length());
        assertThat(new String(heard, US_ASCII)).isEqualTo(answer);
        String verdict = lines.readLine();
        return status.join()
            + (verdict.contains("kept") ? " kept" : " expects")
            + (verdict.contains("line 3") ? " line 3" : " to the transcript");
      }
    }
  }
}
