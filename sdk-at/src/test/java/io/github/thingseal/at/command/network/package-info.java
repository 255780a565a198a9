@NullMarked
package io.github.thingseal.at.command.network;

import org.jspecify.annotations.NullMarked;
