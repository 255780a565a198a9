/** The facade of the Security Services REST API, its groups of operations and their values. */
@NullMarked
package io.github.thingseal.cloud;

import org.jspecify.annotations.NullMarked;
