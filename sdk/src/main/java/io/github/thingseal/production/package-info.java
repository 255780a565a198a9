/** A production line: many modules sealed in parallel from one list, with a journal on disk. */
@NullMarked
package io.github.thingseal.production;

import org.jspecify.annotations.NullMarked;
