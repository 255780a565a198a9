/** Pre-shared keys for the server side of (D)TLS. */
@NullMarked
package io.github.thingseal.cloud.psk;

import org.jspecify.annotations.NullMarked;
