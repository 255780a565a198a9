@NullMarked
package io.github.thingseal.at.command.security;

import org.jspecify.annotations.NullMarked;
