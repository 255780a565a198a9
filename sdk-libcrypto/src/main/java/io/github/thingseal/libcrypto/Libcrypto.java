package io.github.thingseal.libcrypto;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Loads the libcrypto of OpenSSL 3, and finds the functions by which its provider computes
 * AES-128-CCM ({@code openssl/core.h}). Its configuration says which provider that is.
 */
@SuppressWarnings("restricted")
final class Libcrypto {
  private static final List<String> NAMES =
      List.of("libcrypto.so.3", "libcrypto.3.dylib", "libcrypto-3-x64.dll", "libcrypto-3.dll");
  private static final String CIPHER = "AES-128-CCM";

  /** {@code OSSL_OP_CIPHER}. */
  private static final int CIPHERS = 2;

  private static final long POINTER = ADDRESS.byteSize();

  /** {@code OSSL_ALGORITHM}: names, properties, functions, description. */
  private static final long ALGORITHM = 4 * POINTER;

  private static final long FUNCTIONS = 2 * POINTER;

  /** {@code OSSL_DISPATCH}: a number, and the function behind it. */
  private static final long DISPATCH = 2 * POINTER;

  private final SymbolLookup symbols;

  private Libcrypto(SymbolLookup symbols) {
    this.symbols = symbols;
  }

  /** Loads one library, or the first of the usual names if none is named. */
  static CcmFunctions load(String library) {
    List<String> missing = new ArrayList<>();
    for (String name : library.isEmpty() ? NAMES : List.of(library)) {
      try {
        return new Libcrypto(SymbolLookup.libraryLookup(name, Arena.global())).ccm();
      } catch (IllegalArgumentException e) {
        missing.add(name);
      }
    }
    throw new IllegalStateException(
        "OpenSSL 3 is not installed: none of "
            + missing
            + " can be loaded; install it, or name its libcrypto by -Dthingseal.libcrypto");
  }

  /** The fetched cipher is never freed, so that its provider stays. */
  private CcmFunctions ccm() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment none = MemorySegment.NULL;
      MemorySegment cipher = call("EVP_CIPHER_fetch", none, arena.allocateFrom(CIPHER), none);
      if (isNull(cipher)) {
        throw new IllegalStateException("This libcrypto has no " + CIPHER);
      }
      MemorySegment provider = call("EVP_CIPHER_get0_provider", cipher);
      MemorySegment noCache = arena.allocate(JAVA_INT);
      MemorySegment all = call("OSSL_PROVIDER_query_operation", provider, CIPHERS, noCache);
      if (isNull(all) || noCache.get(JAVA_INT, 0) != 0) {
        throw new IllegalStateException("This libcrypto's " + CIPHER + " may not be kept");
      }
      MemorySegment context = call("OSSL_PROVIDER_get0_provider_ctx", provider);
      return new CcmFunctions(context, functions(algorithm(all)));
    }
  }

  private static MemorySegment algorithm(MemorySegment table) {
    MemorySegment algorithms = unbounded(table);
    long at = 0;
    for (MemorySegment names = algorithms.get(ADDRESS, at);
        !isNull(names);
        names = algorithms.get(ADDRESS, at)) {
      if (List.of(unbounded(names).getString(0).split(":", -1)).contains(CIPHER)) {
        return algorithms.get(ADDRESS, at + FUNCTIONS);
      }
      at += ALGORITHM;
    }
    throw new IllegalStateException("The provider of this libcrypto hides its " + CIPHER);
  }

  private static Map<Integer, MemorySegment> functions(MemorySegment table) {
    MemorySegment functions = unbounded(table);
    Map<Integer, MemorySegment> byNumber = new HashMap<>();
    for (long at = 0; functions.get(JAVA_INT, at) != 0; at += DISPATCH) {
      byNumber.put(functions.get(JAVA_INT, at), functions.get(ADDRESS, at + POINTER));
    }
    return byNumber;
  }

  /** Calls a function that returns a pointer. */
  private MemorySegment call(String name, Object... arguments) {
    MemorySegment function =
        symbols
            .find(name)
            .orElseThrow(() -> new IllegalStateException("This libcrypto has no " + name));
    MemoryLayout[] layouts =
        Arrays.stream(arguments)
            .map(argument -> argument instanceof Integer ? JAVA_INT : ADDRESS)
            .toArray(MemoryLayout[]::new);
    try {
      return (MemorySegment)
          Linker.nativeLinker()
              .downcallHandle(function, FunctionDescriptor.of(ADDRESS, layouts))
              .invokeWithArguments(arguments);
    } catch (Throwable e) {
      throw CcmFunctions.unexpected(e);
    }
  }

  private static MemorySegment unbounded(MemorySegment pointer) {
    return pointer.reinterpret(Long.MAX_VALUE);
  }

  private static boolean isNull(MemorySegment pointer) {
    return pointer.address() == 0;
  }
}
