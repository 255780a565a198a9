/** What goes wrong with a simulated module. */
@NullMarked
package io.github.thingseal.testkit.internal.module.fault;

import org.jspecify.annotations.NullMarked;
