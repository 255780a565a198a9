/** What the end-to-end operations share. */
@NullMarked
package io.github.thingseal.cloud.internal.e2e;

import org.jspecify.annotations.NullMarked;
