/** Observers of calls, the base of metrics, traces and audit logs. */
@NullMarked
package io.github.thingseal.cloud.listener;

import org.jspecify.annotations.NullMarked;
