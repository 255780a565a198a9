package io.github.thingseal.examples.kafkaunprotect;

import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KafkaStreams.State;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One instance of the application: stream threads, and a client of the service. */
final class UnprotectApp implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(UnprotectApp.class);
  private static final Duration CLOSING = Duration.ofSeconds(30);

  /** Its partitions move at once, and not when the session times out. */
  private static final CloseOptions LEAVING =
      CloseOptions.timeout(CLOSING)
          .withGroupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP);

  private final Counters counters;
  private final AutoCloseable client;
  private final KafkaStreams streams;
  private final CountDownLatch running = new CountDownLatch(1);
  private final CountDownLatch stopped = new CountDownLatch(1);

  private UnprotectApp(
      AppSettings settings, MessageOpener opener, AutoCloseable client, Counters counters) {
    this.counters = counters;
    this.client = client;
    LookAhead lookAhead = new LookAhead(opener);
    PatientReader reader = new PatientReader(lookAhead, settings.patience(), counters);
    Topology topology = UnprotectTopology.of(settings.topics(), reader, counters);
    Properties properties =
        StreamsSettings.of(settings.cluster(), settings.sizes(), settings.patience(), lookAhead);
    this.streams = new KafkaStreams(topology, properties);
    streams.setUncaughtExceptionHandler(this::afterFailure);
    streams.setStateListener((now, before) -> changed(now));
  }

  /** Starts an instance that unprotects with the SDK. */
  static UnprotectApp start(AppSettings settings) {
    Counters counters = new Counters();
    ServiceClient client =
        new ServiceClient(
            ServiceClient.builder(settings.service()),
            settings.sizes(),
            settings.patience().limit(),
            counters);
    return start(new UnprotectApp(settings, client.opener(), client, counters));
  }

  /** Starts the same with another way of unprotecting. */
  static UnprotectApp start(AppSettings settings, MessageOpener opener) {
    return start(new UnprotectApp(settings, opener, () -> {}, new Counters()));
  }

  private static UnprotectApp start(UnprotectApp app) {
    app.streams.start();
    return app;
  }

  /**
   * An aborted transaction ends with its thread, and another thread begins at the last commit.
   * Anything else needs a look, and stops this instance.
   */
  private StreamThreadExceptionResponse afterFailure(Throwable failure) {
    Optional<Throwable> abort = Aborts.causeOf(failure);
    if (abort.isPresent()) {
      counters.abort();
      LOG.warn("Messages will be processed again: {}", abort.get().getMessage());
      return StreamThreadExceptionResponse.REPLACE_THREAD;
    }
    LOG.error("This instance stops", failure);
    return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
  }

  private void changed(State now) {
    if (now == State.RUNNING) {
      running.countDown();
    }
    if (now.hasCompletedShutdown()) {
      running.countDown();
      stopped.countDown();
    }
  }

  Counters counters() {
    return counters;
  }

  /** Waits until it works on its share of the messages, or has failed. */
  void awaitRunning() throws InterruptedException {
    running.await();
  }

  /** Waits until it is closed or has failed; returns whether it has failed. */
  boolean awaitStopped() throws InterruptedException {
    stopped.await();
    return streams.state() == State.ERROR;
  }

  /** Commits what is processed, leaves the group, and closes the client of the service. */
  @Override
  public void close() {
    if (!streams.close(LEAVING)) {
      LOG.warn("Stream threads did not end within {}; what they hold is processed again", CLOSING);
    }
    try {
      client.close();
    } catch (Exception e) {
      LOG.warn("The client of the service was not closed", e);
    }
  }
}
