@NullMarked
package io.github.thingseal.at.module;

import org.jspecify.annotations.NullMarked;
