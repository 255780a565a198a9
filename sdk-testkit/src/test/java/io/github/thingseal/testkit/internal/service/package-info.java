/** The simulated service from within. */
@NullMarked
package io.github.thingseal.testkit.internal.service;

import org.jspecify.annotations.NullMarked;
