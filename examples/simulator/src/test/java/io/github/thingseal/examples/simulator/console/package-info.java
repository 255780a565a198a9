@NullMarked
package io.github.thingseal.examples.simulator.console;

import org.jspecify.annotations.NullMarked;
