/** Pools of what is costly to make. */
@NullMarked
package io.github.thingseal.core.internal.pool;

import org.jspecify.annotations.NullMarked;
