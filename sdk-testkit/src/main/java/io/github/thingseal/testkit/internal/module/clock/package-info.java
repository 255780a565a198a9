/** The time of a simulated module: real, accelerated or advanced by hand. */
@NullMarked
package io.github.thingseal.testkit.internal.module.clock;

import org.jspecify.annotations.NullMarked;
