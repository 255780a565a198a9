/** Ways to an AT port: TCP, pseudo-terminals, streams in the same process. */
@NullMarked
package io.github.thingseal.testkit.internal.module.line;

import org.jspecify.annotations.NullMarked;
