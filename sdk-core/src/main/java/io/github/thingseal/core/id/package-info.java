/** Identities of modules and devices: value types that validate once, at the edge. */
@NullMarked
package io.github.thingseal.core.id;

import org.jspecify.annotations.NullMarked;
