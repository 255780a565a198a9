package io.github.thingseal.libcrypto;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.List;

/**
 * The functions of libcrypto that AES-CCM takes (OpenSSL 3, {@code openssl/evp.h}). Those that run
 * for each message take arrays of the heap as they are, without a copy.
 *
 * <p>The handles are constants, and take the address of their function as an argument: the JDK
 * compiles a call through a constant handle into the caller, and makes no object for it. What
 * libcrypto allocated is known by its address alone, which takes the JDK no check.
 */
@SuppressWarnings("restricted")
final class Libcrypto {
  private static final List<String> NAMES =
      List.of("libcrypto.so.3", "libcrypto.3.dylib", "libcrypto-3-x64.dll", "libcrypto-3.dll");
  private static final Linker LINKER = Linker.nativeLinker();
  private static final Linker.Option HEAP = Linker.Option.critical(true);

  private static final MethodHandle NEW = LINKER.downcallHandle(FunctionDescriptor.of(JAVA_LONG));
  private static final MethodHandle FREE =
      LINKER.downcallHandle(FunctionDescriptor.ofVoid(JAVA_LONG));
  private static final MethodHandle FETCH =
      LINKER.downcallHandle(FunctionDescriptor.of(JAVA_LONG, ADDRESS, ADDRESS, ADDRESS));
  private static final MethodHandle CONTROL =
      LINKER.downcallHandle(
          FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_INT, JAVA_INT, ADDRESS), HEAP);
  private static final MethodHandle INIT =
      LINKER.downcallHandle(
          FunctionDescriptor.of(
              JAVA_INT, JAVA_LONG, JAVA_LONG, ADDRESS, ADDRESS, JAVA_INT, ADDRESS),
          HEAP);
  private static final MethodHandle UPDATE =
      LINKER.downcallHandle(
          FunctionDescriptor.of(JAVA_INT, JAVA_LONG, ADDRESS, ADDRESS, ADDRESS, JAVA_INT), HEAP);

  /** No object of libcrypto's. */
  static final long NULL = 0;

  final long aes128Ccm;
  private final SymbolLookup symbols;
  private final MemorySegment newContext;
  private final MemorySegment freeContext;
  private final MemorySegment control;
  private final MemorySegment init;
  private final MemorySegment update;

  private Libcrypto(SymbolLookup symbols) {
    this.symbols = symbols;
    this.newContext = find("EVP_CIPHER_CTX_new");
    this.freeContext = find("EVP_CIPHER_CTX_free");
    this.control = find("EVP_CIPHER_CTX_ctrl");
    this.init = find("EVP_CipherInit_ex2");
    this.update = find("EVP_CipherUpdate");
    this.aes128Ccm = fetch(find("EVP_CIPHER_fetch"));
  }

  /** Loads one library, or the first of the usual names if none is named. */
  static Libcrypto load(String library) {
    List<String> missing = new ArrayList<>();
    for (String name : library.isEmpty() ? NAMES : List.of(library)) {
      try {
        return new Libcrypto(SymbolLookup.libraryLookup(name, Arena.global()));
      } catch (IllegalArgumentException e) {
        missing.add(name);
      }
    }
    throw new IllegalStateException(
        "OpenSSL 3 is not installed: none of "
            + missing
            + " can be loaded; install it, or name its libcrypto by -Dthingseal.libcrypto");
  }

  long newContext() {
    try {
      long context = (long) NEW.invokeExact(newContext);
      if (context == NULL) {
        throw new IllegalStateException("libcrypto has no memory for a cipher");
      }
      return context;
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  /** Overwrites and frees a context. */
  void free(long context) {
    try {
      FREE.invokeExact(freeContext, context);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  boolean control(long context, int type, int argument, MemorySegment pointer) {
    try {
      return (int) CONTROL.invokeExact(control, context, type, argument, pointer) == 1;
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  boolean init(
      long context,
      long cipher,
      MemorySegment key,
      MemorySegment nonce,
      int seal,
      MemorySegment parameters) {
    try {
      return (int) INIT.invokeExact(init, context, cipher, key, nonce, seal, parameters) == 1;
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  boolean update(
      long context, MemorySegment out, MemorySegment written, MemorySegment in, int bytes) {
    try {
      return (int) UPDATE.invokeExact(update, context, out, written, in, bytes) == 1;
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  private static long fetch(MemorySegment fetch) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment none = MemorySegment.NULL;
      MemorySegment name = arena.allocateFrom("AES-128-CCM");
      long found = (long) FETCH.invokeExact(fetch, none, name, none);
      if (found == NULL) {
        throw new IllegalStateException("This libcrypto has no AES-128-CCM");
      }
      return found;
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  private MemorySegment find(String name) {
    return symbols
        .find(name)
        .orElseThrow(() -> new IllegalStateException("This libcrypto has no " + name));
  }

  private static RuntimeException unexpected(Throwable thrown) {
    if (thrown instanceof Error error) {
      throw error;
    }
    return thrown instanceof RuntimeException e ? e : new IllegalStateException(thrown);
  }
}
