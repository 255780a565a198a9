package io.github.thingseal.at.channel;

import io.github.thingseal.at.command.ReplyShape;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Cuts a megabyte of mixed replies and unsolicited lines into lines; one operation is one MB. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class LexerBenchmark {
  private static final int MEGABYTE = 1_000_000;
  static final int BLOCK_BYTES = 4096;

  private static final String TALK =
      """
      \r
      +CSQ: 17,99\r
      \r
      OK\r
      \r
      +CEREG: 1,"0001","01a2d001",7\r
      \r
      SARA-R510M8S-01B-00\r
      \r
      OK\r
      \r
      +USECPSK: "11010008003f9720f38c30c88428","70665f1ba1753d36e5a412a56233507da1dbd0d8476f4184"\r
      \r
      OK\r
      \r
      +UUPSMR: 1\r
      \r
      +CGDCONT: 1,"IP","default","192.168.20.2",0,0,0\r
      \r
      OK\r
      \r
      +CME ERROR: operation not allowed\r
      """;

  private final byte[] bytes = megabyte();
  private final Counter counter = new Counter();
  private final AtLexer lexer = new AtLexer(counter);

  /** The lexer of the channel, fed blocks as a port gives them. */
  @Benchmark
  public long lexer() {
    lexer.expect(ReplyShape.prefixed("+CGDCONT", 1, 9));
    for (int at = 0; at < bytes.length; at += BLOCK_BYTES) {
      lexer.feed(bytes, at, Math.min(BLOCK_BYTES, bytes.length - at));
    }
    return counter.lines;
  }

  /** The floor: a loop that looks at each byte and counts line ends. */
  @Benchmark
  public long plainByteLoop() {
    long lines = 0;
    for (byte b : bytes) {
      if (b == '\r' || b == '\n') {
        lines++;
      }
    }
    return lines;
  }

  /** The rival in every tutorial. */
  @Benchmark
  public long readLine() throws IOException {
    long lines = 0;
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(new ByteArrayInputStream(bytes), StandardCharsets.ISO_8859_1))) {
      while (reader.readLine() != null) {
        lines++;
      }
    }
    return lines;
  }

  /** What a module says, again and again. */
  static byte[] megabyte() {
    byte[] talk = TALK.getBytes(StandardCharsets.US_ASCII);
    byte[] all = new byte[MEGABYTE];
    for (int i = 0; i < all.length; i++) {
      all[i] = talk[i % talk.length];
    }
    return all;
  }

  static final class Counter implements AtLexer.Sink {
    private long lines;

    @Override
    public void line(byte[] line, int offset, int length, int windowOffset, int windowLength) {
      lines++;
    }

    @Override
    public void prompt() {
      lines++;
    }

    @Override
    public void damaged() {
      lines++;
    }

    @Override
    public void noise() {
      lines++;
    }
  }
}
