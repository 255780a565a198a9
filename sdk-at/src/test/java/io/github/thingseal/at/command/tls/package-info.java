@NullMarked
package io.github.thingseal.at.command.tls;

import org.jspecify.annotations.NullMarked;
