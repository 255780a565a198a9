@NullMarked
package io.github.thingseal.testsupport;

import org.jspecify.annotations.NullMarked;
