/** Credentials and TLS profiles. */
@NullMarked
package io.github.thingseal.testkit.internal.module.command.tls;

import org.jspecify.annotations.NullMarked;
