/** A module that plays back a recorded session. */
@NullMarked
package io.github.thingseal.testkit.internal.module.transcript;

import org.jspecify.annotations.NullMarked;
