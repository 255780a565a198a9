/** Simulators of the module and of the service, and what they share. */
@NullMarked
package io.github.thingseal.testkit;

import org.jspecify.annotations.NullMarked;
