@NullMarked
package io.github.thingseal.testkit;

import org.jspecify.annotations.NullMarked;
