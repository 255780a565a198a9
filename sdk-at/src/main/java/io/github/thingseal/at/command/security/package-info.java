/**
 * The commands of the root of trust: sealing, end-to-end and local protection, pre-shared keys,
 * chip-to-chip pairing, device certificates.
 */
@NullMarked
package io.github.thingseal.at.command.security;

import org.jspecify.annotations.NullMarked;
