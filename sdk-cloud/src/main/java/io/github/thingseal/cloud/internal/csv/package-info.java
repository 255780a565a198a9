/** Reads and writes whitelists as CSV. */
@NullMarked
package io.github.thingseal.cloud.internal.csv;

import org.jspecify.annotations.NullMarked;
