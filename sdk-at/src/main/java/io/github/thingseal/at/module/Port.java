package io.github.thingseal.at.module;

import io.github.thingseal.at.channel.Dialogue;
import io.github.thingseal.at.channel.WakeUp;
import io.github.thingseal.at.internal.c2c.C2cTransport;
import io.github.thingseal.core.ThingsealException;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The channel as the facade sees it.
 *
 * @param name what messages and logs call it
 * @param dialogue the conversation with the module
 * @param pacing sets the pause before commands
 * @param wakeUp sets how a sleeping UART is woken
 * @param giveUp ends the wait for an answer that is not to come
 * @param close ends channel and transport
 * @param line what encrypts below the channel while a chip-to-chip session is open; another one
 *     once the port was opened again
 */
record Port(
    String name,
    Dialogue dialogue,
    Consumer<Duration> pacing,
    Consumer<WakeUp> wakeUp,
    Consumer<Function<String, ThingsealException>> giveUp,
    Runnable close,
    Supplier<C2cTransport> line) {}
