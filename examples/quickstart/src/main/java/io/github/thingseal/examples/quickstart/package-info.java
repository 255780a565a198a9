/** The main job as a program. */
@NullMarked
package io.github.thingseal.examples.quickstart;

import org.jspecify.annotations.NullMarked;
