/** The simulated service: its state, its operations and the HTTP in front of them. */
@NullMarked
package io.github.thingseal.testkit.internal.service;

import org.jspecify.annotations.NullMarked;
