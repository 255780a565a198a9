package io.github.thingseal.at.channel;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.thingseal.at.command.AtCommand;
import io.github.thingseal.at.command.CommandNotSupportedException;
import io.github.thingseal.at.command.CommandRejectedException;
import io.github.thingseal.at.command.CommandSample;
import io.github.thingseal.at.command.CommandSamples;
import io.github.thingseal.at.command.InfoLine;
import io.github.thingseal.at.command.ModuleBusyException;
import io.github.thingseal.at.command.device.ModuleClock;
import io.github.thingseal.at.command.security.DevicePrivateKey;
import io.github.thingseal.at.command.security.SecuritySamples;
import io.github.thingseal.at.command.tls.PemCertificates;
import io.github.thingseal.at.fuzz.Canary;
import io.github.thingseal.at.fuzz.InputReader;
import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.ThingsealException;
import io.github.thingseal.testkit.TranscriptModule;
import io.github.thingseal.testsupport.FuzzInputs;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Any answer to any command: a value or an exception of the SDK, which shows nothing of a secret.
 *
 * <p>An input is the number of a command and what the module says, byte by byte, with secrets in
 * the place of the bytes 01 to 04. All of it goes the way that it goes in use: lexer, conversation,
 * command. What was said is recorded, too, and the record must be one that can be played.
 */
class ReplyFuzzTest {
  private static final List<AtCommand<?>> COMMANDS = CommandSamples.commands();

  private static final int SEED = 20_261_130;
  private static final int DAMAGES = 20;

  @FuzzTest
  void fuzz(byte[] input) throws Exception {
    ReplyFuzzTest.check(input);
  }

  @Test
  @Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void read_whenSeedsAndRandomInputs_givesAValueOrAnErrorOfTheSdk() {
    FuzzInputs.run(ReplyFuzzTest.class, 4_000, ReplyFuzzTest::checkQuietly);
  }

  /** Every command sees every seed, so that a new command needs none of its own. */
  @Test
  void read_whenAnyCommandMeetsAnySeed_givesAValueOrAnErrorOfTheSdk() {
    FuzzInputs.run(
        ReplyFuzzTest.class,
        0,
        seed -> {
          for (int i = 0; i < COMMANDS.size() && seed.length > 0; i++) {
            seed[0] = (byte) i;
            ReplyFuzzTest.checkQuietly(seed);
          }
        });
  }

  /** No seed has the answers of all commands; samples have. Secrets stand in place of the key. */
  @Test
  void read_whenTheAnswerOfASampleIsDamaged_givesAValueOrAnErrorOfTheSdk() {
    Random random = new Random(SEED);
    List<CommandSample> samples = CommandSamples.all();
    for (int i = 0; i < samples.size(); i++) {
      byte[] answer = wire(samples.get(i)).getBytes(StandardCharsets.ISO_8859_1);
      for (int j = 0; j < DAMAGES; j++) {
        byte[] input = new byte[1 + answer.length];
        System.arraycopy(answer, 0, input, 1, answer.length);
        for (int k = random.nextInt(4); k > 0; k--) {
          input[1 + random.nextInt(answer.length)] = (byte) random.nextInt(256);
        }
        input[0] = (byte) i;
        checkQuietly(Arrays.copyOf(input, Math.max(1, input.length - random.nextInt(j + 1))));
      }
    }
  }

  private static String wire(CommandSample sample) {
    String lines = sample.reply().stream().map(line -> "\r\n" + line + "\r\n").collect(joining());
    return (sample.command().payload().isPresent() ? "\r\n>" : "")
        + lines.replace(SecuritySamples.KEY_DIGITS, "\1")
        + "\r\nOK\r\n";
  }

  private static void checkQuietly(byte[] input) {
    try {
      check(input);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static void check(byte[] input) throws Exception {
    InputReader reader = new InputReader(input);
    AtCommand<?> command = COMMANDS.get(reader.next() % COMMANDS.size());
    byte[] said = Canary.planted(reader.rest());
    StringWriter record = new StringWriter();
    QueuedCommand queued = converse(command, said, record);

    TranscriptModule.of(record.toString(), (before, length) -> new byte[length]).close();
    if (command.secret()) {
      // After SEC busy nothing secret is under way until the command is sent again.
      record.toString().lines().takeWhile(line -> !isError(line)).forEach(Canary::requireUnseen);
    }
    if (queued.done.isDone()) {
      read(command, queued);
    }
  }

  private static boolean isError(String line) {
    return line.toUpperCase(Locale.ROOT).contains("ERROR:");
  }

  /** Says it all, or up to the end of the command. */
  private static QueuedCommand converse(AtCommand<?> command, byte[] said, StringWriter record) {
    VirtualScheduler time = new VirtualScheduler();
    TranscriptRecorder recorder = TranscriptRecorder.to(record, time);
    ChannelOptions options = ChannelOptions.builder().scheduler(time).listener(recorder).build();
    ChannelLock lock = new ChannelLock(time::execute);
    UnsolicitedDispatcher unsolicited = new UnsolicitedDispatcher(lock, "fuzz", 16, time::execute);
    CommandQueue queue = new CommandQueue(lock, time, Optional.empty());
    Conversation conversation =
        new Conversation(
            new DeafTransport(),
            options,
            lock,
            queue,
            unsolicited,
            new Synchronization(3),
            reason -> {});
    QueuedCommand queued = new QueuedCommand("port", command, false, null, 0);
    queue.attach(conversation);
    queue.submit(queued);
    byte[] block = new byte[1];
    for (int i = 0; i < said.length && !queued.done.isDone(); i++) {
      block[0] = said[i];
      conversation.receive(block, 1);
      if (block[0] == '>') {
        time.advance(Duration.ofMillis(100));
      }
    }
    recorder.close();
    return queued;
  }

  private static void read(AtCommand<?> command, QueuedCommand queued) throws Exception {
    try {
      List<InfoLine> lines = queued.done.join();
      Object value = command.read(lines);
      assertThat(value).isNotNull();
      use(value);
    } catch (CompletionException e) {
      Throwable failure = Objects.requireNonNull(e.getCause());
      assertThat(failure).isInstanceOf(ThingsealException.class);
      if (!isResultCode(failure) && command.secret()) {
        Canary.requireUnseen(failure);
      }
    } catch (ThingsealException e) {
      if (command.secret()) {
        Canary.requireUnseen(e);
      }
    }
  }

  /** Result codes are shown as they come; they are no place for secrets. */
  private static boolean isResultCode(Throwable thrown) {
    return thrown instanceof CommandRejectedException
        || thrown instanceof CommandNotSupportedException
        || thrown instanceof ModuleBusyException;
  }

  private static void use(Object value) throws Exception {
    try {
      if (value instanceof PemCertificates pem) {
        assertThat(pem.certificates()).isNotEmpty();
      } else if (value instanceof DevicePrivateKey key) {
        assertThat(key.toPrivateKey()).isNotNull();
      } else if (value instanceof ModuleClock clock) {
        assertThat(clock.toInstant()).isNotNull();
      }
    } catch (InvalidInputException e) {
      Canary.requireUnseen(e);
    }
    if (value instanceof AutoCloseable secret) {
      Canary.requireUnseen(secret.toString());
      secret.close();
    }
  }
}
