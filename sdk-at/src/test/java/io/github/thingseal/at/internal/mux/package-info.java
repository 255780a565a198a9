@NullMarked
package io.github.thingseal.at.internal.mux;

import org.jspecify.annotations.NullMarked;
