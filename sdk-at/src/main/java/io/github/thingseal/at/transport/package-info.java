/** Duplex streams of bytes that lead to a module. */
@NullMarked
package io.github.thingseal.at.transport;

import org.jspecify.annotations.NullMarked;
