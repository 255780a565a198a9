/** The commands of registration, signal, operators, bands and PDP contexts. */
@NullMarked
package io.github.thingseal.at.command.network;

import org.jspecify.annotations.NullMarked;
