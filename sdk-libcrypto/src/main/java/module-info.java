/** AES-CCM by OpenSSL's libcrypto; on the path, the SDK uses it where it can be loaded. */
module io.github.thingseal.libcrypto {
  requires static transitive org.jspecify;
  requires transitive io.github.thingseal.core;

  exports io.github.thingseal.libcrypto;

  provides io.github.thingseal.core.e2e.AeadEngine with
      io.github.thingseal.libcrypto.LibcryptoEngine;
}
