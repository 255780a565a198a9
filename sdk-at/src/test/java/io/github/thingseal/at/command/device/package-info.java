@NullMarked
package io.github.thingseal.at.command.device;

import org.jspecify.annotations.NullMarked;
