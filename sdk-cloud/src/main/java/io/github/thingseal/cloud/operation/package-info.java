/** The catalogue of operations: names, paths, what may be repeated, and the evidence. */
@NullMarked
package io.github.thingseal.cloud.operation;

import org.jspecify.annotations.NullMarked;
