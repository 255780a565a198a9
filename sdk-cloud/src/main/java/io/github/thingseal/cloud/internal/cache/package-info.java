/** A cache of secrets, which wipes what it lets go of. */
@NullMarked
package io.github.thingseal.cloud.internal.cache;

import org.jspecify.annotations.NullMarked;
