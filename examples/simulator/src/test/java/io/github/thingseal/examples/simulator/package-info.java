@NullMarked
package io.github.thingseal.examples.simulator;

import org.jspecify.annotations.NullMarked;
