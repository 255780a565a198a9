/** The token and its single-flight renewal. */
@NullMarked
package io.github.thingseal.cloud.internal.auth;

import org.jspecify.annotations.NullMarked;
