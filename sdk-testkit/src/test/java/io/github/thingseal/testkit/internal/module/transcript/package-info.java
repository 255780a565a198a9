/** Tests of the inside of the simulated module. */
@NullMarked
package io.github.thingseal.testkit.internal.module.transcript;

import org.jspecify.annotations.NullMarked;
