/** The commands of the module itself: identification, functionality, clock, files, UART. */
@NullMarked
package io.github.thingseal.at.command.device;

import org.jspecify.annotations.NullMarked;
