/** The engine of chip-to-chip: frames, their encryption, and the session on the line. */
@NullMarked
package io.github.thingseal.at.internal.c2c;

import org.jspecify.annotations.NullMarked;
