/** What observers of calls get to see: metrics, traces and audit logs are built on it. */
@NullMarked
package io.github.thingseal.cloud.listener;

import org.jspecify.annotations.NullMarked;
