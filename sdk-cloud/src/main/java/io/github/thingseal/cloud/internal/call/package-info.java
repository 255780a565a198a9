/** A call and its attempts, whatever carries them: time limit, cancellation, outcome, observers. */
@NullMarked
package io.github.thingseal.cloud.internal.call;

import org.jspecify.annotations.NullMarked;
