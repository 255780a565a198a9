/** How the service is reached: proxies on the way, and the client's own certificate. */
@NullMarked
package io.github.thingseal.cloud.transport;

import org.jspecify.annotations.NullMarked;
