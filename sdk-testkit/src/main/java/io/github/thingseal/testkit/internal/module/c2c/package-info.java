/** Chip-to-chip: keys, frames, sessions. */
@NullMarked
package io.github.thingseal.testkit.internal.module.c2c;

import org.jspecify.annotations.NullMarked;
