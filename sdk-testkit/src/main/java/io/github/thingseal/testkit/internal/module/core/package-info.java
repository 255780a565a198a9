/** The simulated module as a whole: power, ports, and the lock over all of it. */
@NullMarked
package io.github.thingseal.testkit.internal.module.core;

import org.jspecify.annotations.NullMarked;
