/** Implementations of AES-CCM. */
@NullMarked
package io.github.thingseal.core.internal.ccm;

import org.jspecify.annotations.NullMarked;
