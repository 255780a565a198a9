/**
 * Retries and their budget, and what each request passes: bulkhead, rate limits, circuit breaker.
 */
@NullMarked
package io.github.thingseal.cloud.internal.resilience;

import org.jspecify.annotations.NullMarked;
