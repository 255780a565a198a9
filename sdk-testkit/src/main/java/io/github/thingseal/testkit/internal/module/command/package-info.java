/** All commands of a simulated module. */
@NullMarked
package io.github.thingseal.testkit.internal.module.command;

import org.jspecify.annotations.NullMarked;
