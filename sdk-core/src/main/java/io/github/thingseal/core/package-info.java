/** The root of the SDK's exceptions and its four branches, split by what the caller can do. */
@NullMarked
package io.github.thingseal.core;

import org.jspecify.annotations.NullMarked;
