/** Module families, what each can do, start-up, and the facade that users hold. */
@NullMarked
package io.github.thingseal.at.module;

import org.jspecify.annotations.NullMarked;
