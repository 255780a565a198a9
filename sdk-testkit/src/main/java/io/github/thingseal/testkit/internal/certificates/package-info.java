/** Certificates that the simulators issue. */
@NullMarked
package io.github.thingseal.testkit.internal.certificates;

import org.jspecify.annotations.NullMarked;
