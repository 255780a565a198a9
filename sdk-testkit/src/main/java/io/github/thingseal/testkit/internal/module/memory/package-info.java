/** What a simulated module keeps without power. */
@NullMarked
package io.github.thingseal.testkit.internal.module.memory;

import org.jspecify.annotations.NullMarked;
