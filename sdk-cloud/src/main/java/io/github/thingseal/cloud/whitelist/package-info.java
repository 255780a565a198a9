/** Values of the import of a whitelist: what became of each line of a CSV file. */
@NullMarked
package io.github.thingseal.cloud.whitelist;

import org.jspecify.annotations.NullMarked;
