/** End-to-end protection of many messages: keys cached, look-ups shared. */
@NullMarked
package io.github.thingseal.cloud.e2e;

import org.jspecify.annotations.NullMarked;
