package io.github.thingseal.core.e2e;

import io.github.thingseal.core.internal.ccm.BouncyCastleCcm;
import io.github.thingseal.core.internal.ccm.JdkCcm;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Chooses the first implementation of AES-CCM that is available and passes its self-test. */
final class FirstOf {
  private static final Logger LOGGER = LoggerFactory.getLogger(AeadEngine.class);

  /** Of one class loader, which may fail in the same way each time. */
  private static final int MAX_FAILURES = 16;

  private static final class Chosen {
    static final AeadEngine ENGINE = choose();
  }

  private FirstOf() {}

  /** Those that other modules provide, then the JDK's, then Bouncy Castle's; chosen once. */
  static AeadEngine atHand() {
    return Chosen.ENGINE;
  }

  private static AeadEngine choose() {
    List<Supplier<AeadEngine>> candidates =
        new ArrayList<>(provided(AeadEngine.class.getClassLoader()));
    candidates.add(() -> new BuiltInEngine(new JdkCcm(false)));
    return of(candidates, new BuiltInEngine(new BouncyCastleCcm()));
  }

  static AeadEngine of(List<Supplier<AeadEngine>> candidates, AeadEngine otherwise) {
    boolean first = true;
    for (Supplier<AeadEngine> candidate : candidates) {
      try {
        AeadEngine engine = candidate.get();
        if (SelfTest.passes(engine)) {
          return taken(engine, first);
        }
        LOGGER.warn(
            "{} fails its self-test and is not used: it computes a wrong AES-CCM", nameOf(engine));
      } catch (RuntimeException | LinkageError | ServiceConfigurationError e) {
        LOGGER.warn("An AES-CCM engine is not used: {}", reason(e));
        LOGGER.debug("It could not start", e);
      }
      first = false;
    }
    return taken(otherwise, first);
  }

  /** Who sees a warning that an engine is not used sees which one is. */
  private static AeadEngine taken(AeadEngine engine, boolean first) {
    LOGGER
        .atLevel(first ? Level.DEBUG : Level.WARN)
        .log("AES-CCM is computed by {}", nameOf(engine));
    return engine;
  }

  private static String nameOf(AeadEngine engine) {
    return engine instanceof BuiltInEngine ? engine.toString() : engine.getClass().getName();
  }

  /** The message of what a provider threw, which {@code ServiceLoader} and classes wrap. */
  static String reason(Throwable e) {
    Throwable cause = e.getCause();
    boolean wraps =
        e instanceof ServiceConfigurationError || e instanceof ExceptionInInitializerError;
    return wraps && cause != null ? reason(cause) : String.valueOf(e);
  }

  /**
   * Those that a class loader sees; one that cannot be loaded fails, and does not hide the next.
   */
  static List<Supplier<AeadEngine>> provided(ClassLoader loader) {
    List<Supplier<AeadEngine>> found = new ArrayList<>();
    Iterator<ServiceLoader.Provider<AeadEngine>> providers =
        ServiceLoader.load(AeadEngine.class, loader).stream().iterator();
    int failures = 0;
    boolean more = true;
    while (more && failures < MAX_FAILURES) {
      try {
        more = providers.hasNext();
        if (more) {
          found.add(providers.next());
        }
      } catch (LinkageError | ServiceConfigurationError e) {
        failures++;
        found.add(
            () -> {
              throw e;
            });
      }
    }
    return found;
  }
}
