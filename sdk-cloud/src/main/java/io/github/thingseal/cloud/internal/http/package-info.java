/** One attempt: from a request to bytes on the wire, and from an answer to a value or an error. */
@NullMarked
package io.github.thingseal.cloud.internal.http;

import org.jspecify.annotations.NullMarked;
