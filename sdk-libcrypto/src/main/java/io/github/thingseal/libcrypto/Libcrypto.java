package io.github.thingseal.libcrypto;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.List;

/**
 * The functions of libcrypto that AES-CCM takes (OpenSSL 3, {@code openssl/evp.h}). Those that run
 * for each message take arrays of the heap as they are, without a copy.
 */
@SuppressWarnings("restricted")
final class Libcrypto {
  private static final List<String> NAMES =
      List.of("libcrypto.so.3", "libcrypto.3.dylib", "libcrypto-3-x64.dll", "libcrypto-3.dll");
  private static final Linker LINKER = Linker.nativeLinker();
  private static final Linker.Option HEAP = Linker.Option.critical(true);

  final MemorySegment aes128Ccm;
  private final SymbolLookup symbols;
  private final MethodHandle newContext;
  private final MethodHandle freeContext;
  private final MethodHandle control;
  private final MethodHandle init;
  private final MethodHandle update;

  private Libcrypto(SymbolLookup symbols) {
    this.symbols = symbols;
    this.newContext = function("EVP_CIPHER_CTX_new", ADDRESS);
    this.freeContext =
        LINKER.downcallHandle(find("EVP_CIPHER_CTX_free"), FunctionDescriptor.ofVoid(ADDRESS));
    this.control = function("EVP_CIPHER_CTX_ctrl", JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT, ADDRESS);
    this.init =
        function(
            "EVP_CipherInit_ex2", JAVA_INT, ADDRESS, ADDRESS, ADDRESS, ADDRESS, JAVA_INT, ADDRESS);
    this.update =
        function("EVP_CipherUpdate", JAVA_INT, ADDRESS, ADDRESS, ADDRESS, ADDRESS, JAVA_INT);
    this.aes128Ccm = fetch();
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

  MemorySegment newContext() {
    try {
      MemorySegment context = (MemorySegment) newContext.invokeExact();
      if (context.equals(MemorySegment.NULL)) {
        throw new IllegalStateException("libcrypto has no memory for a cipher");
      }
      return context;
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  /** Overwrites and frees a context. */
  void free(MemorySegment context) {
    try {
      freeContext.invokeExact(context);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  boolean control(MemorySegment context, int type, int argument, MemorySegment pointer) {
    try {
      return (int) control.invokeExact(context, type, argument, pointer) == 1;
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  boolean init(
      MemorySegment context,
      MemorySegment cipher,
      MemorySegment key,
      MemorySegment nonce,
      int seal,
      MemorySegment parameters) {
    try {
      return (int) init.invokeExact(context, cipher, key, nonce, seal, parameters) == 1;
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  boolean update(
      MemorySegment context,
      MemorySegment out,
      MemorySegment written,
      MemorySegment in,
      int bytes) {
    try {
      return (int) update.invokeExact(context, out, written, in, bytes) == 1;
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  private MemorySegment fetch() {
    MethodHandle fetch =
        LINKER.downcallHandle(
            find("EVP_CIPHER_fetch"), FunctionDescriptor.of(ADDRESS, ADDRESS, ADDRESS, ADDRESS));
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment found =
          (MemorySegment)
              fetch.invokeExact(
                  MemorySegment.NULL, arena.allocateFrom("AES-128-CCM"), MemorySegment.NULL);
      if (found.equals(MemorySegment.NULL)) {
        throw new IllegalStateException("This libcrypto has no AES-128-CCM");
      }
      return found;
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  private MethodHandle function(String name, MemoryLayout result, MemoryLayout... arguments) {
    FunctionDescriptor descriptor = FunctionDescriptor.of(result, arguments);
    boolean takesArrays = arguments.length > 1;
    return takesArrays
        ? LINKER.downcallHandle(find(name), descriptor, HEAP)
        : LINKER.downcallHandle(find(name), descriptor);
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
