/** The inside of the simulated module; not part of the API. */
@NullMarked
package io.github.thingseal.testkit.internal.module;

import org.jspecify.annotations.NullMarked;
