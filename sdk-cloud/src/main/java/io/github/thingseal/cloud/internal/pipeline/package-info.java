/** The way of every call through token, retry, admission and HTTP. */
@NullMarked
package io.github.thingseal.cloud.internal.pipeline;

import org.jspecify.annotations.NullMarked;
