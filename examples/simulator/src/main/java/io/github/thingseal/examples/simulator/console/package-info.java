/**
 * The console: a page on loopback for what the vendor does in a web portal, and to watch modules.
 */
@NullMarked
package io.github.thingseal.examples.simulator.console;

import org.jspecify.annotations.NullMarked;
