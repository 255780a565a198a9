/** Tests that several modules share, such as those that are generated from the API of a module. */
@NullMarked
package io.github.thingseal.testsupport;

import org.jspecify.annotations.NullMarked;
