/**
 * Stands in for silicon and for someone else's cloud: a simulated module and a simulated service
 * that share a simulated root of trust.
 */
module io.github.thingseal.testkit {
  requires static transitive org.jspecify;
  requires transitive io.github.thingseal.core;
  requires com.fasterxml.jackson.databind;
  requires com.sun.jna;
  requires org.bouncycastle.pkix;
  requires org.bouncycastle.provider;
  requires org.slf4j;

  exports io.github.thingseal.testkit;
}
