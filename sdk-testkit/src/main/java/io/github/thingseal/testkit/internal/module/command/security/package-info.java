/** The commands of the root of trust. */
@NullMarked
package io.github.thingseal.testkit.internal.module.command.security;

import org.jspecify.annotations.NullMarked;
