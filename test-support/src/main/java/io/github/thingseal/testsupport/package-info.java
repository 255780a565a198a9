/** Generates tests from the API of a module, so that nothing public is left out. */
@NullMarked
package io.github.thingseal.testsupport;

import org.jspecify.annotations.NullMarked;
