@NullMarked
package io.github.thingseal.at.internal.pem;

import org.jspecify.annotations.NullMarked;
