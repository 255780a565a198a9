/** Credentials, where they come from, and how the token is sent. */
@NullMarked
package io.github.thingseal.cloud.auth;

import org.jspecify.annotations.NullMarked;
