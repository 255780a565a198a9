/** The multiplexer of 3GPP TS 27.010. */
@NullMarked
package io.github.thingseal.testkit.internal.module.mux;

import org.jspecify.annotations.NullMarked;
