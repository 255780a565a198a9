/** Decrypting with parameters as bytes, for those who hold a million of them. */
@NullMarked
package io.github.thingseal.core.internal.packed;

import org.jspecify.annotations.NullMarked;
