/** Files that hold secrets. */
@NullMarked
package io.github.thingseal.testkit.internal.files;

import org.jspecify.annotations.NullMarked;
