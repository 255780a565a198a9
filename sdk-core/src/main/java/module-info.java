/**
 * What both sides of the SDK share: identities, secrets, pre-shared keys, the end-to-end message
 * format with its cipher, and the root of the exceptions.
 */
module io.github.thingseal.core {
  requires static transitive org.jspecify;
  requires org.bouncycastle.provider;

  exports io.github.thingseal.core;
  exports io.github.thingseal.core.e2e;
  exports io.github.thingseal.core.id;
  exports io.github.thingseal.core.psk;
  exports io.github.thingseal.core.secret;
  exports io.github.thingseal.core.internal.arguments to
      io.github.thingseal,
      io.github.thingseal.at,
      io.github.thingseal.cloud,
      io.github.thingseal.testkit;
  exports io.github.thingseal.core.internal.nativecode to
      io.github.thingseal.at,
      io.github.thingseal.testkit;
}
