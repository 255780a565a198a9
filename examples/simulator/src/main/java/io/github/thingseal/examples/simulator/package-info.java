/** Both simulators as a program, for clients in any language. */
@NullMarked
package io.github.thingseal.examples.simulator;

import org.jspecify.annotations.NullMarked;
