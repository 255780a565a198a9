package io.github.thingseal.testkit.internal.module.memory;

import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.TransientException;
import io.github.thingseal.testkit.internal.files.OwnerOnly;
import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a module keeps without power. It is a small properties file, replaced as a whole so that a
 * crash leaves the old or the new one. Without a folder it is a map that lives as long as the
 * object.
 */
public final class NonVolatileMemory implements AutoCloseable {
  private static final String FILE = "module.properties";
  private static final String OWNER = "rotPublicUid";
  private static final String LOCK = "module.lock";

  private final NavigableMap<String, String> values = new TreeMap<>();
  private final @Nullable Path folder;
  private final @Nullable FileChannel lock;

  private NonVolatileMemory(@Nullable Path folder, @Nullable FileChannel lock) {
    this.folder = folder;
    this.lock = lock;
  }

  /** Opens the memory of one root of trust: that of another would make a module that never was. */
  public static NonVolatileMemory open(Optional<Path> folder, String owner) {
    NonVolatileMemory memory = open(folder);
    String found = memory.text(OWNER).orElse(owner);
    if (!found.equals(owner)) {
      memory.close();
      throw new InvalidInputException(
          "The folder "
              + memory.folder
              + " is the memory of module "
              + found
              + ", not of "
              + owner
              + "; give each module a folder of its own");
    }
    return memory.put(OWNER, owner);
  }

  private static NonVolatileMemory open(Optional<Path> folder) {
    if (folder.isEmpty()) {
      return new NonVolatileMemory(null, null);
    }
    Path path = folder.get();
    try {
      OwnerOnly.folder(path);
      NonVolatileMemory memory = new NonVolatileMemory(path, lock(path));
      memory.load(path.resolve(FILE));
      return memory;
    } catch (IOException e) {
      throw new InvalidInputException(
          "The folder " + path + " cannot hold the memory of a simulated module: " + e, e);
    }
  }

  private static FileChannel lock(Path folder) throws IOException {
    FileChannel channel =
        FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    boolean locked = false;
    try {
      FileLock held = channel.tryLock();
      locked = held != null;
    } catch (OverlappingFileLockException e) {
      locked = false;
    } finally {
      if (!locked) {
        channel.close();
      }
    }
    if (!locked) {
      throw new InvalidInputException(
          "The folder " + folder + " is the memory of another simulated module that is running");
    }
    return channel;
  }

  private void load(Path file) throws IOException {
    if (!Files.exists(file)) {
      return;
    }
    OwnerOnly.file(file);
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      properties.load(reader);
    }
    properties.stringPropertyNames().forEach(key -> values.put(key, properties.getProperty(key)));
  }

  public Optional<String> text(String key) {
    return Optional.ofNullable(values.get(key));
  }

  /** The keys that begin so, in order. */
  public List<String> keys(String prefix) {
    return values.tailMap(prefix).keySet().stream()
        .takeWhile(key -> key.startsWith(prefix))
        .toList();
  }

  public int number(String key, int otherwise) {
    return text(key).map(Integer::parseInt).orElse(otherwise);
  }

  public boolean flag(String key) {
    return number(key, 0) == 1;
  }

  public NonVolatileMemory put(String key, String value) {
    values.put(key, value);
    return this;
  }

  public NonVolatileMemory put(String key, int value) {
    return put(key, Integer.toString(value));
  }

  public NonVolatileMemory remove(String key) {
    values.remove(key);
    return this;
  }

  /** Writes everything. */
  public void save() {
    if (folder == null) {
      return;
    }
    Properties properties = new Properties();
    properties.putAll(values);
    Path file = folder.resolve(FILE);
    try {
      StringWriter text = new StringWriter();
      properties.store(text, "What a simulated module keeps without power");
      OwnerOnly.write(file, text.toString().getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new TransientException(
          "The memory of a simulated module could not be written to " + file + ": " + e, e);
    }
  }

  @Override
  public void close() {
    if (lock == null) {
      return;
    }
    try {
      lock.close();
    } catch (IOException e) {
      throw new TransientException("The lock of " + folder + " could not be released: " + e, e);
    }
  }
}
