/** Bytes that must not be printed, compared in variable time, or kept longer than needed. */
@NullMarked
package io.github.thingseal.core.secret;

import org.jspecify.annotations.NullMarked;
