/**
 * What both sides of the SDK share: identities, secrets, pre-shared keys, the end-to-end message
 * format with its cipher, and the root of the exceptions.
 */
module io.github.thingseal.core {
  requires static transitive org.jspecify;
  requires org.bouncycastle.provider;
  requires org.slf4j;

  uses io.github.thingseal.core.e2e.AeadEngine;

  exports io.github.thingseal.core;
  exports io.github.thingseal.core.e2e;
  exports io.github.thingseal.core.id;
  exports io.github.thingseal.core.psk;
  exports io.github.thingseal.core.secret;

  // Shared with the other modules, and no API. To all, as the testkit is often on the class path
  // of tests, while what they test is on the module path, and with it this module.
  exports io.github.thingseal.core.internal.arguments;
  exports io.github.thingseal.core.internal.nativecode;
  exports io.github.thingseal.core.internal.packed;
  exports io.github.thingseal.core.internal.pool;
}
