/** Forms of parameters that several subjects' commands share. */
@NullMarked
package io.github.thingseal.at.internal.text;

import org.jspecify.annotations.NullMarked;
