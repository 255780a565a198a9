/** The keys of chip-to-chip, which encrypts the AT line between host and module. */
@NullMarked
package io.github.thingseal.at.c2c;

import org.jspecify.annotations.NullMarked;
