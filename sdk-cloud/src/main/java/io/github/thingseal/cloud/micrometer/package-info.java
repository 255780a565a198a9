/**
 * Metrics and observations of calls for Micrometer.
 *
 * <p>It is in this artifact, with Micrometer as an optional dependency, because it is only two
 * classes that nothing else loads. Who uses it has {@code micrometer-core} already.
 */
@NullMarked
package io.github.thingseal.cloud.micrometer;

import org.jspecify.annotations.NullMarked;
