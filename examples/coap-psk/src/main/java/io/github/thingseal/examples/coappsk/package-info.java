/** A CoAPS server that recovers the keys of its devices through the service, as a program. */
@NullMarked
package io.github.thingseal.examples.coappsk;

import org.jspecify.annotations.NullMarked;
