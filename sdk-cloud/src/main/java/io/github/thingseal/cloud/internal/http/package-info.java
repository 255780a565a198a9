/** From an operation to bytes on the wire, and from an answer to a value or a typed error. */
@NullMarked
package io.github.thingseal.cloud.internal.http;

import org.jspecify.annotations.NullMarked;
