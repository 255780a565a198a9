/** Makes what a service answers fit for exceptions and logs: no secret in any encoding. */
@NullMarked
package io.github.thingseal.cloud.internal.redaction;

import org.jspecify.annotations.NullMarked;
