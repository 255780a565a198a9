/** How commands read their replies. */
@NullMarked
package io.github.thingseal.at.internal.reply;

import org.jspecify.annotations.NullMarked;
