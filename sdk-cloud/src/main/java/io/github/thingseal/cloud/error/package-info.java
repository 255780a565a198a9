/** Exceptions of the service side, below the four branches of the SDK's exceptions. */
@NullMarked
package io.github.thingseal.cloud.error;

import org.jspecify.annotations.NullMarked;
