/**
 * Metrics and observations of calls for Micrometer.
 *
 * <p>It is in this artifact, and Micrometer is an optional dependency of it, because it is two
 * classes that nothing else loads: an artifact of its own would be one more to keep in step. Who
 * uses it has {@code micrometer-core} already.
 */
@NullMarked
package io.github.thingseal.cloud.micrometer;

import org.jspecify.annotations.NullMarked;
