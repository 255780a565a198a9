/** JSON in and out, with errors that name the field and never quote a value. */
@NullMarked
package io.github.thingseal.cloud.internal.json;

import org.jspecify.annotations.NullMarked;
