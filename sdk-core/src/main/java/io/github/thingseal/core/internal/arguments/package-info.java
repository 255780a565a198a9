/** The checks of arguments that every module of the SDK makes in the same way. */
@NullMarked
package io.github.thingseal.core.internal.arguments;

import org.jspecify.annotations.NullMarked;
