/**
 * The cloud side: credentials, tokens, the HTTP pipeline, the operations of the Security Services
 * REST API and the facade that users hold.
 */
module io.github.thingseal.cloud {
  requires static transitive org.jspecify;
  requires transitive io.github.thingseal.core;
  // Its client's builder is in one method of the API: SecurityServicesBuilder.okHttpClient.
  requires transitive okhttp3;
  requires com.fasterxml.jackson.databind;
  requires de.siegmar.fastcsv;
  requires com.github.benmanes.caffeine;
  requires io.github.resilience4j.bulkhead;
  requires io.github.resilience4j.circuitbreaker;
  requires io.github.resilience4j.core;
  requires io.github.resilience4j.ratelimiter;
  requires io.github.resilience4j.retry;
  // Optional: what the packages micrometer and opentelemetry are built on.
  requires static micrometer.core;
  requires static micrometer.observation;
  requires static io.opentelemetry.api;
  requires static io.opentelemetry.context;
  requires okio;
  requires org.slf4j;

  exports io.github.thingseal.cloud;
  exports io.github.thingseal.cloud.auth;
  exports io.github.thingseal.cloud.cache;
  exports io.github.thingseal.cloud.e2e;
  exports io.github.thingseal.cloud.error;
  exports io.github.thingseal.cloud.listener;
  exports io.github.thingseal.cloud.micrometer;
  exports io.github.thingseal.cloud.opentelemetry;
  exports io.github.thingseal.cloud.operation;
  exports io.github.thingseal.cloud.psk;
  exports io.github.thingseal.cloud.resilience;
  exports io.github.thingseal.cloud.transport;
  exports io.github.thingseal.cloud.whitelist;
}
