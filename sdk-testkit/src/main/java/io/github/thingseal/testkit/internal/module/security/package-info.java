/** The root of trust of a simulated module and its life in the field. */
@NullMarked
package io.github.thingseal.testkit.internal.module.security;

import org.jspecify.annotations.NullMarked;
