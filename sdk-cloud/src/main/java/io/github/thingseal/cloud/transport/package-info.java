/** The connection to the service: proxies, and the client's own certificate. */
@NullMarked
package io.github.thingseal.cloud.transport;

import org.jspecify.annotations.NullMarked;
