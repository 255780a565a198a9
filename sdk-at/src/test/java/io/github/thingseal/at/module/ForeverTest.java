package io.github.thingseal.at.module;

import static org.assertj.core.api.Assertions.assertThatCode;

import io.github.thingseal.at.channel.AtChannel;
import io.github.thingseal.at.channel.ChannelOptions;
import io.github.thingseal.at.channel.Reconnection;
import io.github.thingseal.at.channel.Scheduler;
import io.github.thingseal.at.channel.VirtualScheduler;
import io.github.thingseal.at.channel.WakeUp;
import io.github.thingseal.at.command.RawCommand;
import io.github.thingseal.at.transport.StreamTransport;
import io.github.thingseal.at.transport.Transport;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** A duration that does not fit into nanoseconds is as good as forever. */
class ForeverTest {
  private static final Duration FOREVER = ChronoUnit.FOREVER.getDuration();

  @Test
  void channel_whenEveryDurationIsForever_works() {
    ChannelOptions options =
        ChannelOptions.builder()
            .scheduler(new VirtualScheduler())
            .pacing(FOREVER)
            .promptDelay(FOREVER)
            .payloadGuard(FOREVER)
            .resync(1, FOREVER)
            .busyRetries(1, FOREVER)
            .greetingDelay(FOREVER)
            .wakeUp(WakeUp.afterIdle(FOREVER))
            .build();

    assertThatCode(() -> submit(AtChannel.open(line(), options))).doesNotThrowAnyException();
    assertThatCode(
            () ->
                submit(
                    AtChannel.open(
                        ForeverTest::line, options, new Reconnection(FOREVER, FOREVER, FOREVER))))
        .doesNotThrowAnyException();
  }

  private static void submit(AtChannel channel) {
    try (channel) {
      Future<?> unused =
          channel.submit(
              RawCommand.builder("AT").payload(new byte[] {1}).timeLimit(FOREVER).build());
      channel.pacing(FOREVER);
    }
  }

  @Test
  void scheduler_whenTheDelayIsForever_isNotDue() {
    assertThatCode(() -> Scheduler.system().schedule(() -> {}, FOREVER).cancel())
        .doesNotThrowAnyException();
  }

  private static Transport line() {
    return StreamTransport.of(
        "silent", InputStream.nullInputStream(), OutputStream.nullOutputStream());
  }
}
