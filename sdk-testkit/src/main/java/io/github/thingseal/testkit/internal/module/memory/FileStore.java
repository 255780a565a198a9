package io.github.thingseal.testkit.internal.module.memory;

import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Named contents in the non-volatile memory: files, certificates, keys. */
public final class FileStore {
  private static final String USER = "USER";

  private final NonVolatileMemory memory;
  private final String prefix;

  public FileStore(NonVolatileMemory memory, String prefix) {
    this.memory = memory;
    this.prefix = prefix;
  }

  /** The files that commands name. */
  public static FileStore files(NonVolatileMemory memory) {
    return new FileStore(memory, "file.");
  }

  /** The files that commands name with a tag. */
  public static FileStore files(NonVolatileMemory memory, String tag) {
    return tag.equals(USER) ? files(memory) : new FileStore(memory, "file@" + tag + ".");
  }

  public List<String> names() {
    return memory.keys(prefix).stream().map(key -> key.substring(prefix.length())).toList();
  }

  public Optional<byte[]> read(String name) {
    return memory.text(prefix + name).map(Base64.getDecoder()::decode);
  }

  public void write(String name, byte[] content) {
    memory.put(prefix + name, Base64.getEncoder().encodeToString(content)).save();
  }

  public void append(String name, byte[] more) {
    byte[] before = read(name).orElse(new byte[0]);
    byte[] content = Arrays.copyOf(before, before.length + more.length);
    System.arraycopy(more, 0, content, before.length, more.length);
    write(name, content);
  }

  public boolean delete(String name) {
    boolean found = memory.text(prefix + name).isPresent();
    memory.remove(prefix + name).save();
    return found;
  }
}
