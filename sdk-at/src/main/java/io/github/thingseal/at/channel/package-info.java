/**
 * The AT channel: one command in flight, unsolicited lines at any time. It knows AT, not u-blox.
 */
@NullMarked
package io.github.thingseal.at.channel;

import org.jspecify.annotations.NullMarked;
