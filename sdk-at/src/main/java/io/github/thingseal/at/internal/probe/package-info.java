/** The questions put to a module of which nothing is known. */
@NullMarked
package io.github.thingseal.at.internal.probe;

import org.jspecify.annotations.NullMarked;
