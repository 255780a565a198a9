/** Tests of the inside of the simulated module. */
@NullMarked
package io.github.thingseal.testkit.internal.module.c2c;

import org.jspecify.annotations.NullMarked;
