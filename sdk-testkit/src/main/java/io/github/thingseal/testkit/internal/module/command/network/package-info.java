/** Commands about registration, contexts, radio and messages. */
@NullMarked
package io.github.thingseal.testkit.internal.module.command.network;

import org.jspecify.annotations.NullMarked;
