/** Several channels over one port: 3GPP 27.010 multiplexing, basic option. */
@NullMarked
package io.github.thingseal.at.mux;

import org.jspecify.annotations.NullMarked;
