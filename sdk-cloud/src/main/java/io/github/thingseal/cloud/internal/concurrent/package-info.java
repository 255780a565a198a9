/** Threads and timers; tests replace the time. */
@NullMarked
package io.github.thingseal.cloud.internal.concurrent;

import org.jspecify.annotations.NullMarked;
