/** Settings of retry, rate limit, circuit breaker and bulkhead. */
@NullMarked
package io.github.thingseal.cloud.resilience;

import org.jspecify.annotations.NullMarked;
