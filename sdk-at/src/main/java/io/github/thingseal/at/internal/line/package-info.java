/** What a channel agrees on with a transport that encrypts. */
@NullMarked
package io.github.thingseal.at.internal.line;

import org.jspecify.annotations.NullMarked;
