/** Helpers of this module; not part of the API. */
@NullMarked
package io.github.thingseal.core.internal;

import org.jspecify.annotations.NullMarked;
