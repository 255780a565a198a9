/** Registration, packet data contexts and radio technologies. */
@NullMarked
package io.github.thingseal.testkit.internal.module.radio;

import org.jspecify.annotations.NullMarked;
