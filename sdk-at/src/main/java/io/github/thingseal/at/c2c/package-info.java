/** Chip-to-chip: the AT line between host and module, encrypted. */
@NullMarked
package io.github.thingseal.at.c2c;

import org.jspecify.annotations.NullMarked;
