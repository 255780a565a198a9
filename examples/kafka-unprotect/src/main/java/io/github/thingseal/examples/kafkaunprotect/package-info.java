/** A Kafka Streams application that unprotects the messages of a fleet, as a program. */
@NullMarked
package io.github.thingseal.examples.kafkaunprotect;

import org.jspecify.annotations.NullMarked;
