/** What channels, multiplexed ones and encrypted ones share around their transports. */
@NullMarked
package io.github.thingseal.at.internal.line;

import org.jspecify.annotations.NullMarked;
