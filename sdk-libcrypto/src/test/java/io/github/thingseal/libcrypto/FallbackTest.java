package io.github.thingseal.libcrypto;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.thingseal.core.e2e.AeadEngine;
import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The engine is chosen once for each class loader, so each choice here has one of its own. */
class FallbackTest {
  private static final String PROPERTY = "thingseal.libcrypto";

  private final Logger logger = Logger.getLogger(AeadEngine.class.getName());
  private final List<String> lines = Collections.synchronizedList(new ArrayList<>());
  private final Handler handler = new Lines();

  @BeforeEach
  void listen() {
    logger.setUseParentHandlers(false);
    logger.addHandler(handler);
  }

  @AfterEach
  void stop() {
    System.clearProperty(PROPERTY);
    logger.removeHandler(handler);
    logger.setUseParentHandlers(true);
  }

  @ParameterizedTest
  @CsvSource({"libcrypto.so.999, OpenSSL 3 is not installed", "libc.so.6, has no EVP_"})
  void standard_whereTheLibraryCannotBeUsed_isTheJdksAndAWarning(String library, String reason)
      throws Exception {
    System.setProperty(PROPERTY, library);
    try (URLClassLoader loader =
        new URLClassLoader(classPath(), ClassLoader.getPlatformClassLoader())) {
      Object engine =
          loader.loadClass(AeadEngine.class.getName()).getMethod("standard").invoke(null);
      assertThat(engine.toString()).endsWith(".JdkCcm");
    }
    assertThat(lines)
        .singleElement()
        .asString()
        .startsWith("WARNING An AES-CCM engine is not used: ")
        .contains(reason);
  }

  private static URL[] classPath() throws MalformedURLException {
    List<URL> path = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      path.add(Path.of(entry).toUri().toURL());
    }
    return path.toArray(URL[]::new);
  }

  private final class Lines extends Handler {
    private final SimpleFormatter formatter = new SimpleFormatter();

    @Override
    public void publish(LogRecord logged) {
      lines.add(logged.getLevel() + " " + formatter.formatMessage(logged));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
