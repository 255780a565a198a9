package io.github.thingseal.cloud.internal.http;

import java.time.Duration;

/** What a caller may set for one call: the time limit of the whole, and how many attempts. */
public record CallOptions(Duration timeout, int maxAttempts) {}
