package io.github.thingseal.core.internal.nativecode;

import io.github.thingseal.core.InvalidInputException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Function;

/**
 * Loads classes that bring native code, and unpack it into a folder that system properties name,
 * when they are initialized.
 *
 * <p>By default such a library may choose a folder that other users of the machine can write to.
 * They could then run their code in this process. It gets a folder for this once instead. The
 * properties are set only while the class is initialized.
 *
 * <p>Windows has folders for temporary files that are the user's own, and does not delete a library
 * that is in use: there the libraries do as they would.
 */
public final class NativeCode {
  /** No folder can be made here. */
  private static final Path NOWHERE = Path.of("/dev/null");

  private NativeCode() {}

  /**
   * Initializes a class that unpacks native code.
   *
   * @param type the class; nothing happens if it was initialized before
   * @param properties the system properties that have it unpack into the given folder, which is
   *     empty, the user's own, and deleted afterwards
   * @throws InvalidInputException if there is no folder that is fit for it
   * @throws LinkageError if the class does not find its code
   */
  public static void unpack(Class<?> type, Function<Path, Map<String, String>> properties) {
    if (!PrivateFolder.isSupported()) {
      initialize(type, Map.of());
      return;
    }
    List<String> parents =
        List.of(System.getProperty("java.io.tmpdir", "/tmp"), System.getProperty("user.home", "/"));
    try (PrivateFolder folder = PrivateFolder.below(parents)) {
      initialize(type, properties.apply(folder.path()));
    } catch (IOException e) {
      throw new InvalidInputException(
          "There is no folder from which native code can be loaded safely: "
              + e.getMessage()
              + ". Name one with -Djava.io.tmpdir that no other user can write to, on a disk that"
              + " permits execution",
          e);
    }
  }

  /**
   * Initializes a class that is to load native code from the user's folder, and unpack none.
   *
   * @param type the class; nothing happens if it was initialized before
   * @param properties as for {@link #unpack}; the folder is one that cannot be written to
   * @throws LinkageError if the class misses its code at once; otherwise its first use does
   */
  public static void unpackNothing(Class<?> type, Function<Path, Map<String, String>> properties) {
    initialize(type, PrivateFolder.isSupported() ? properties.apply(NOWHERE) : Map.of());
  }

  private static synchronized void initialize(Class<?> type, Map<String, String> properties) {
    Properties system = System.getProperties();
    Map<String, Object> before = new HashMap<>();
    properties.keySet().forEach(key -> before.put(key, system.get(key)));
    system.putAll(properties);
    try {
      Class<?> unused = Class.forName(type.getName(), true, type.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    } finally {
      properties.keySet().forEach(key -> system.compute(key, (k, set) -> before.get(k)));
    }
  }
}
