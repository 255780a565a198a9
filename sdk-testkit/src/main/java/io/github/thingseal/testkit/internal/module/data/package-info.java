/** A packet data call on an AT port. */
@NullMarked
package io.github.thingseal.testkit.internal.module.data;

import org.jspecify.annotations.NullMarked;
