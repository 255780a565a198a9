/** The work that needs a module and the service: onboarding a device. */
@NullMarked
package io.github.thingseal;

import org.jspecify.annotations.NullMarked;
