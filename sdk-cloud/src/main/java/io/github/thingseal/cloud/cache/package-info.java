/** Settings of the caches that hold keys. */
@NullMarked
package io.github.thingseal.cloud.cache;

import org.jspecify.annotations.NullMarked;
