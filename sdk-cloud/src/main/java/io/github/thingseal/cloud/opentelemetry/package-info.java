/**
 * Traces of calls for OpenTelemetry.
 *
 * <p>It is in this artifact, and OpenTelemetry's API is an optional dependency of it, for the
 * reason that holds for {@link io.github.thingseal.cloud.micrometer}.
 */
@NullMarked
package io.github.thingseal.cloud.opentelemetry;

import org.jspecify.annotations.NullMarked;
