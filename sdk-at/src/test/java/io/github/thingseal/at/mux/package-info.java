@NullMarked
package io.github.thingseal.at.mux;

import org.jspecify.annotations.NullMarked;
