/** How futures end. */
@NullMarked
package io.github.thingseal.cloud.internal.futures;

import org.jspecify.annotations.NullMarked;
