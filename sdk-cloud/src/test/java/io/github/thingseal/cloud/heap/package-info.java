/** What is left in memory when everything is closed. */
@NullMarked
package io.github.thingseal.cloud.heap;

import org.jspecify.annotations.NullMarked;
