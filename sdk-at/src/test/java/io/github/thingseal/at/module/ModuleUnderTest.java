package io.github.thingseal.at.module;

import io.github.thingseal.at.channel.ChannelOptions;
import io.github.thingseal.at.channel.WakeUp;
import io.github.thingseal.at.internal.c2c.C2cTransport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** The facade over a scripted dialogue, in virtual time; start-up is over and forgotten. */
final class ModuleUnderTest {
  static final String NAME = "/dev/ttyTEST";

  final VirtualTime time = new VirtualTime();
  final AtomicInteger closed = new AtomicInteger();
  final List<WakeUp> wakeUps = new ArrayList<>();
  final List<Duration> pacing = new ArrayList<>();
  final C2cTransport line = new C2cTransport(new InMemoryModule());
  final FakeDialogue dialogue;
  final SecurityModule module;

  ModuleUnderTest(FakeDialogue dialogue, ModuleOptions.Builder options) {
    this.dialogue = dialogue;
    options.channel(ChannelOptions.builder().scheduler(time).build());
    this.module =
        SecurityModule.start(
            new Port(
                NAME,
                dialogue,
                pacing::add,
                wakeUps::add,
                failure -> {},
                closed::incrementAndGet,
                () -> line),
            options.build());
  }

  static ModuleUnderTest of(FakeDialogue dialogue) {
    ModuleUnderTest test = new ModuleUnderTest(dialogue, ModuleOptions.builder());
    dialogue.forget();
    return test;
  }
}
