@NullMarked
package io.github.thingseal.at.internal.text;

import org.jspecify.annotations.NullMarked;
