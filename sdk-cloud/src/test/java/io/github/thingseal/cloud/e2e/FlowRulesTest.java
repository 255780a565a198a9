package io.github.thingseal.cloud.e2e;

import static org.junit.jupiter.api.Assumptions.abort;

import io.github.thingseal.core.e2e.E2eMessage;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.reactivestreams.tck.TestEnvironment;
import org.reactivestreams.tck.flow.IdentityFlowProcessorVerification;
import org.testng.SkipException;
import org.testng.annotations.Test;

/** The rules of Reactive Streams, by their own tests, for a stream of messages. */
class FlowRulesTest {
  private static final long PATIENCE_MILLIS = 120_000;
  private static final long SILENCE_MILLIS = 20;
  private static final long POLL_MILLIS = 5;
  private static final long GC_MILLIS = 100;
  private static final int GC_TRIES = 100;
  private static final Fleet FLEET = new Fleet();
  private static final ExecutorService PUBLISHER = Executors.newCachedThreadPool();
  private static final E2eUnprotector UNPROTECTOR =
      E2eUnprotector.builder(
              identity ->
                  CompletableFuture.supplyAsync(() -> FLEET.uplink(identity).join(), PUBLISHER))
          .build();

  @AfterAll
  static void close() {
    UNPROTECTOR.close();
    FLEET.close();
    PUBLISHER.shutdownNow();
  }

  /** But those that the rules leave open: several subscribers, which a processor does not take. */
  @TestFactory
  Stream<DynamicTest> processor_keepsEachRule() {
    return Arrays.stream(Rules.class.getMethods())
        .filter(method -> method.isAnnotationPresent(Test.class))
        .filter(method -> !method.getName().matches("(untested_|optional_spec111_).*"))
        .sorted(Comparator.comparing(Method::getName))
        .map(rule -> DynamicTest.dynamicTest(rule.getName(), () -> run(rule, tries(rule))));
  }

  /**
   * One rule waits 100 ms for the collector to report what it found, which a busy machine exceeds.
   */
  private static int tries(Method rule) {
    return rule.getName().contains("EventuallyDropAllReferences") ? GC_TRIES : 1;
  }

  private static void run(Method rule, int tries) throws Throwable {
    try {
      run(rule);
    } catch (AssertionError e) {
      if (tries == 1) {
        throw e;
      }
      run(rule, tries - 1);
    }
  }

  private static void run(Method rule) throws Throwable {
    Rules rules = new Rules();
    rules.setUp();
    try {
      rule.invoke(rules);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof SkipException skipped) {
        abort(String.valueOf(skipped.getMessage()));
      }
      throw e.getCause();
    }
  }

  /** A processor whose results are taken for the messages that they belong to. */
  private static final class Rules extends IdentityFlowProcessorVerification<E2eMessage> {
    Rules() {
      super(new TestEnvironment(PATIENCE_MILLIS, SILENCE_MILLIS, POLL_MILLIS), GC_MILLIS);
    }

    @Override
    protected Flow.Processor<E2eMessage, E2eMessage> createIdentityFlowProcessor(int bufferSize) {
      return new Identity(
          UNPROTECTOR
              .bulk(E2eMessage::toBytes)
              .orderedBy(message -> "the one device")
              .window(bufferSize)
              .build()
              .processor());
    }

    @Override
    protected Flow.Publisher<E2eMessage> createFailedFlowPublisher() {
      BulkProcessor<E2eMessage> failed = UNPROTECTOR.bulk(E2eMessage::toBytes).build().processor();
      failed.onError(new IllegalStateException("no messages"));
      return new Identity(failed);
    }

    @Override
    public ExecutorService publisherExecutorService() {
      return PUBLISHER;
    }

    @Override
    public E2eMessage createElement(int element) {
      return FLEET.message("message " + element);
    }

    @Override
    public long maxSupportedSubscribers() {
      return 1;
    }
  }

  private record Identity(BulkProcessor<E2eMessage> bulk)
      implements Flow.Processor<E2eMessage, E2eMessage> {
    @Override
    public void subscribe(Flow.Subscriber<? super E2eMessage> subscriber) {
      bulk.subscribe(new Messages(Objects.requireNonNull(subscriber)));
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      bulk.onSubscribe(subscription);
    }

    @Override
    public void onNext(E2eMessage message) {
      bulk.onNext(message);
    }

    @Override
    public void onError(Throwable failure) {
      bulk.onError(failure);
    }

    @Override
    public void onComplete() {
      bulk.onComplete();
    }
  }

  private record Messages(Flow.Subscriber<? super E2eMessage> subscriber)
      implements Flow.Subscriber<BulkResult<E2eMessage>> {
    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      subscriber.onSubscribe(subscription);
    }

    @Override
    public void onNext(BulkResult<E2eMessage> result) {
      subscriber.onNext(result.message());
    }

    @Override
    public void onError(Throwable failure) {
      subscriber.onError(failure);
    }

    @Override
    public void onComplete() {
      subscriber.onComplete();
    }
  }
}
