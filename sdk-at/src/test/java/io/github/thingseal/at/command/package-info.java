@NullMarked
package io.github.thingseal.at.command;

import org.jspecify.annotations.NullMarked;
