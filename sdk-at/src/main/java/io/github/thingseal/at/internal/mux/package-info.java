/** What else than a multiplexer has to know of one. */
@NullMarked
package io.github.thingseal.at.internal.mux;

import org.jspecify.annotations.NullMarked;
