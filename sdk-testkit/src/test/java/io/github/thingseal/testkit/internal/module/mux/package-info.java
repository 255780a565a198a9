/** Tests of the inside of the simulated module. */
@NullMarked
package io.github.thingseal.testkit.internal.module.mux;

import org.jspecify.annotations.NullMarked;
