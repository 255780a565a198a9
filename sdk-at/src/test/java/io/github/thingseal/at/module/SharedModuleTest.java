package io.github.thingseal.at.module;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.thingseal.at.command.ChannelClosedException;
import io.github.thingseal.at.command.RawCommand;
import io.github.thingseal.at.transport.TcpTransport;
import io.github.thingseal.core.e2e.E2eCipher;
import io.github.thingseal.core.e2e.E2eMessage;
import io.github.thingseal.core.psk.Psk;
import io.github.thingseal.core.psk.PskSize;
import io.github.thingseal.core.secret.SecretBytes;
import io.github.thingseal.testkit.ModuleFault;
import io.github.thingseal.testkit.RootOfTrust;
import io.github.thingseal.testkit.SimulatedModule;
import io.github.thingseal.testkit.SimulatedModulePort;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One module, many threads, over a real line and in real time. */
@Timeout(120)
class SharedModuleTest {
  private static final int THREADS = 8;
  private static final int ROUNDS = 6;

  /** In all fewer than driver and module keep for a listener, or a line, that is not ready. */
  private static final int URCS_PER_COMMAND = 20;

  private static final int URCS = THREADS * ROUNDS * URCS_PER_COMMAND;

  private final RootOfTrust rootOfTrust =
      RootOfTrust.derive(SecretBytes.copyOf(new byte[32]), ModuleBench.UID);
  private final SimulatedModule silicon =
      SimulatedModule.builder(rootOfTrust)
          .air(new AcceptingAir())
          .bootTime(Duration.ZERO)
          .registrationTime(Duration.ZERO)
          .bootstrapTime(Duration.ZERO)
          .sealingTime(Duration.ZERO)
          .faults(List.of(ModuleFault.secBusy(Duration.ZERO)))
          .build();
  private final ExecutorService callers = Executors.newFixedThreadPool(THREADS);
  private SecurityModule module;
  private int urcs;

  @BeforeEach
  void open() throws Exception {
    seal();
    module =
        SecurityModule.open(
            TcpTransport.connect(
                InetAddress.getLoopbackAddress().getHostAddress(), silicon.listenTcp(0)),
            ModuleOptions.builder().configuration(family -> List.of()).build());
  }

  private void seal() throws Exception {
    try (SimulatedModulePort port = silicon.openStreams()) {
      String command =
          "ATE0\rAT+USECDEVINFO=\"%s\",\"%s\"\r"
              .formatted(ModuleBench.PROFILE.value(), ModuleBench.SERIAL.value());
      Awaitility.await()
          .atMost(120, TimeUnit.SECONDS)
          .until(
              () -> {
                port.output().write("AT+USECDEVINFO?\r".getBytes(US_ASCII));
                String heard =
                    new String(port.input().readNBytes(port.input().available()), US_ASCII);
                port.output().write(command.getBytes(US_ASCII));
                return heard.contains("+USECDEVINFO: 1,1,1");
              });
    }
  }

  @AfterEach
  void close() {
    module.close();
    silicon.close();
    rootOfTrust.close();
    callers.shutdownNow();
  }

  @Test
  void use_byManyThreadsAmidUnsolicitedLines_swapsAndLosesNothing() throws Exception {
    Queue<Integer> heard = new ConcurrentLinkedQueue<>();
    module.subscribe("+UTEST", line -> heard.add(line.integer(0)));
    List<Future<?>> results = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      int number = i;
      results.add(callers.submit(() -> useAll(number)));
    }

    for (Future<?> result : results) {
      result.get();
    }
    Awaitility.await().atMost(120, TimeUnit.SECONDS).until(() -> heard.contains(URCS - 1));
    assertThat(List.copyOf(heard)).isSorted().doesNotHaveDuplicates().hasSize(URCS);
  }

  private synchronized void chatter() {
    for (int i = 0; i < URCS_PER_COMMAND; i++) {
      silicon.urc("+UTEST: " + urcs);
      urcs++;
    }
  }

  private Void useAll(int number) {
    for (int round = 0; round < ROUNDS; round++) {
      chatter();
      byte[] plaintext = ("caller " + number + " round " + round).getBytes(US_ASCII);
      switch ((number + round) % 4) {
        case 0 -> {
          PskSize size = number % 2 == 0 ? PskSize.BYTES_16 : PskSize.BYTES_32;
          try (Psk psk = module.psk().generate(size);
              Psk expected = rootOfTrust.psk(psk.identity())) {
            assertThat(psk).isEqualTo(expected);
          }
        }
        case 1 -> {
          E2eMessage message = module.e2e().encrypt(plaintext);
          assertThat(
                  E2eCipher.standard()
                      .unprotect(message, rootOfTrust.uplink(message.keyIdentity())))
              .isEqualTo(plaintext);
        }
        case 2 -> assertThat(module.rotPublicUid()).isEqualTo(ModuleBench.UID);
        default -> assertThat(module.sealing().state().isSealed()).isTrue();
      }
    }
    return null;
  }

  @Test
  void close_whileManyThreadsUseIt_failsThemAllAndLeavesNoThread() throws Exception {
    module.subscribe("+UTEST", line -> {});
    CountDownLatch busy = new CountDownLatch(THREADS);
    List<Future<Throwable>> failures = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      failures.add(callers.submit(untilItFails(busy)));
    }
    busy.await();

    module.close();

    for (Future<Throwable> failure : failures) {
      assertThat(failure.get()).isInstanceOf(ChannelClosedException.class);
    }
    Awaitility.await()
        .atMost(120, TimeUnit.SECONDS)
        .untilAsserted(
            () ->
                assertThat(Thread.getAllStackTraces().keySet())
                    .extracting(Thread::getName)
                    .noneMatch(
                        name -> name.startsWith("thingseal-") && name.contains(module.name())));
  }

  private Callable<Throwable> untilItFails(CountDownLatch busy) {
    return () -> {
      assertThat(module.rotPublicUid()).isEqualTo(ModuleBench.UID);
      busy.countDown();
      Throwable failure = null;
      while (failure == null) {
        silicon.urc("+UTEST: 1");
        failure = catchThrowable(() -> module.execute(RawCommand.of("AT+CGMM")));
      }
      return failure;
    };
  }
}
