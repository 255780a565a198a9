/** Where libraries unpack their native code, which no other user of the machine may replace. */
@NullMarked
package io.github.thingseal.core.internal.nativecode;

import org.jspecify.annotations.NullMarked;
