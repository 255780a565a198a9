/**
 * AT commands as values: what goes out, how the reply is read, how long it may take.
 *
 * <p>Constructors and factories reject null, and what the descriptions of their parameters exclude,
 * with an {@link io.github.thingseal.core.InvalidInputException}. What stands in a command line is
 * printable ASCII without quotes and commas.
 */
@NullMarked
package io.github.thingseal.at.command;

import org.jspecify.annotations.NullMarked;
