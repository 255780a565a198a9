/** Commands of V.250, calls, and the identity of the module. */
@NullMarked
package io.github.thingseal.testkit.internal.module.command.basic;

import org.jspecify.annotations.NullMarked;
