/** AT commands as values: what goes out, how the reply is read, how long it may take. */
@NullMarked
package io.github.thingseal.at.command;

import org.jspecify.annotations.NullMarked;
