/** End-to-end protected messages: their format, their parameters and their cipher. */
@NullMarked
package io.github.thingseal.core.e2e;

import org.jspecify.annotations.NullMarked;
