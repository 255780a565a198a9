/** What all fuzz tests share: where inputs come from, and what must not be seen in what they do. */
@NullMarked
package io.github.thingseal.at.fuzz;

import org.jspecify.annotations.NullMarked;
