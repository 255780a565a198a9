package io.github.thingseal.libcrypto;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.Map;

/**
 * The functions of an OpenSSL provider for AES-128-CCM ({@code provider-cipher(7)}, {@code
 * openssl/core_dispatch.h}). {@code EVP_CipherInit_ex2} asks its provider for the lengths of key
 * and nonce before it calls them, which takes longer than a short message does.
 *
 * <p>Those that run for each message take arrays of the heap as they are, without a copy. The handles are constants, and take the address of their function as an argument. The JDK compiles a call through a constant handle into the caller, and makes no object for it. What libcrypto
 * allocated is known by its address alone, which takes the JDK no check.
 */
@SuppressWarnings("restricted")
final class CcmFunctions {
  private static final int NEW_CONTEXT = 1;
  private static final int SEAL_INIT = 2;
  private static final int OPEN_INIT = 3;
  private static final int UPDATE = 4;
  private static final int FREE_CONTEXT = 7;
  private static final int GET_PARAMETERS = 10;
  private static final int SET_PARAMETERS = 11;

  private static final Linker LINKER = Linker.nativeLinker();
  private static final Linker.Option HEAP = Linker.Option.critical(true);

  private static final MethodHandle NEW =
      LINKER.downcallHandle(FunctionDescriptor.of(JAVA_LONG, ADDRESS));
  private static final MethodHandle FREE =
      LINKER.downcallHandle(FunctionDescriptor.ofVoid(JAVA_LONG));
  private static final MethodHandle PARAMETERS =
      LINKER.downcallHandle(FunctionDescriptor.of(JAVA_INT, JAVA_LONG, ADDRESS));
  private static final MethodHandle BEGIN =
      LINKER.downcallHandle(
          FunctionDescriptor.of(
              JAVA_INT, JAVA_LONG, ADDRESS, JAVA_LONG, ADDRESS, JAVA_LONG, ADDRESS),
          HEAP);
  private static final MethodHandle CRYPT =
      LINKER.downcallHandle(
          FunctionDescriptor.of(
              JAVA_INT, JAVA_LONG, ADDRESS, ADDRESS, JAVA_LONG, ADDRESS, JAVA_LONG),
          HEAP);

  /** A pointer to no bytes must not be NULL, which OpenSSL takes for something else. */
  private static final byte[] NO_BYTES = new byte[1];

  /** No object of libcrypto's. */
  static final long NULL = 0;

  private final MemorySegment provider;
  private final MemorySegment newContext;
  private final MemorySegment sealInit;
  private final MemorySegment openInit;
  private final MemorySegment update;
  private final MemorySegment freeContext;
  private final MemorySegment getParameters;
  private final MemorySegment setParameters;

  CcmFunctions(MemorySegment provider, Map<Integer, MemorySegment> byNumber) {
    this.provider = provider;
    this.newContext = function(byNumber, NEW_CONTEXT);
    this.sealInit = function(byNumber, SEAL_INIT);
    this.openInit = function(byNumber, OPEN_INIT);
    this.update = function(byNumber, UPDATE);
    this.freeContext = function(byNumber, FREE_CONTEXT);
    this.getParameters = function(byNumber, GET_PARAMETERS);
    this.setParameters = function(byNumber, SET_PARAMETERS);
  }

  long newContext() {
    try {
      long context = (long) NEW.invokeExact(newContext, provider);
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

  boolean set(long context, MemorySegment parameters) {
    try {
      return (int) PARAMETERS.invokeExact(setParameters, context, parameters) == 1;
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  boolean get(long context, MemorySegment parameters) {
    try {
      return (int) PARAMETERS.invokeExact(getParameters, context, parameters) == 1;
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  boolean init(long context, boolean seal, byte[] key, byte[] nonce, MemorySegment parameters) {
    MemorySegment init = seal ? sealInit : openInit;
    MemorySegment keyBytes = MemorySegment.ofArray(key);
    MemorySegment nonceBytes = MemorySegment.ofArray(nonce);
    try {
      return (int)
              BEGIN.invokeExact(
                  init,
                  context,
                  keyBytes,
                  (long) key.length,
                  nonceBytes,
                  (long) nonce.length,
                  parameters)
          == 1;
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  /**
   * Encrypts or decrypts the beginning of an array in its place. The segment is made here and is no
   * slice, for which the JDK at times makes objects.
   */
  boolean update(long context, byte[] array, long bytes, MemorySegment written) {
    MemorySegment place = MemorySegment.ofArray(array.length == 0 ? NO_BYTES : array);
    try {
      return (int) CRYPT.invokeExact(update, context, place, written, bytes, place, bytes) == 1;
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  /** Its output has as many bytes as its input, or is NULL. */
  boolean update(
      long context, MemorySegment out, MemorySegment written, MemorySegment in, long bytes) {
    try {
      return (int) CRYPT.invokeExact(update, context, out, written, bytes, in, bytes) == 1;
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  private static MemorySegment function(Map<Integer, MemorySegment> byNumber, int number) {
    MemorySegment function = byNumber.get(number);
    if (function == null) {
      throw new IllegalStateException(
          "The provider of this libcrypto has no function " + number + " for AES-128-CCM");
    }
    return function;
  }

  static RuntimeException unexpected(Throwable thrown) {
    if (thrown instanceof Error error) {
      throw error;
    }
    return thrown instanceof RuntimeException e ? e : new IllegalStateException(thrown);
  }
}
