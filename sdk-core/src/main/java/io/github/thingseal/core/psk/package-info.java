/** Pre-shared keys that a module generates and the service recovers from their identity. */
@NullMarked
package io.github.thingseal.core.psk;

import org.jspecify.annotations.NullMarked;
