package io.github.thingseal.libcrypto;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.thingseal.core.e2e.AeadEngine;
import io.github.thingseal.testsupport.LogLines;
import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The engine is chosen once for each class loader, so each choice here has one of its own. */
class FallbackTest {
  private static final String PROPERTY = "thingseal.libcrypto";

  private final LogLines log = new LogLines(AeadEngine.class.getName());

  @AfterEach
  void stop() {
    System.clearProperty(PROPERTY);
    log.close();
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
    assertThat(log.lines())
        .filteredOn(line -> line.startsWith("WARNING"))
        .satisfiesExactly(
            why ->
                assertThat(why)
                    .startsWith("WARNING An AES-CCM engine is not used: ")
                    .contains(reason),
            instead -> assertThat(instead).contains("is computed by").endsWith(".JdkCcm"));
  }

  private static URL[] classPath() throws MalformedURLException {
    List<URL> path = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      path.add(Path.of(entry).toUri().toURL());
    }
    return path.toArray(URL[]::new);
  }
}
