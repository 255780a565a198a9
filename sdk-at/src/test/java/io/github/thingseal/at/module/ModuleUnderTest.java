package io.github.thingseal.at.module;

import io.github.thingseal.at.channel.ChannelOptions;
import io.github.thingseal.at.channel.FakeChannel;
import io.github.thingseal.at.channel.WakeUp;
import io.github.thingseal.at.internal.c2c.C2cLine;
import io.github.thingseal.at.transport.Transport;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** The facade over a scripted dialogue, in virtual time; start-up is over and forgotten. */
final class ModuleUnderTest {
  static final String NAME = "/dev/ttyTEST";

  final VirtualTime time = new VirtualTime();
  final AtomicInteger closed = new AtomicInteger();
  final FakeDialogue dialogue;
  final List<WakeUp> wakeUps;
  final List<Duration> pacing;
  final SecurityModule module;

  ModuleUnderTest(FakeDialogue dialogue, ModuleOptions.Builder options) {
    this.dialogue = dialogue;
    FakeChannel channel = new FakeChannel(NAME, dialogue, closed::incrementAndGet);
    this.wakeUps = channel.wakeUps;
    this.pacing = channel.pacing;
    options.channel(ChannelOptions.builder().scheduler(time).build());
    this.module = start(channel, options.build());
  }

  /** A module at the other end of a scripted channel, configured. */
  static SecurityModule start(FakeChannel channel, ModuleOptions options) {
    return start(channel, new InMemoryModule(), options);
  }

  static SecurityModule start(FakeChannel channel, Transport transport, ModuleOptions options) {
    C2cLine line = new C2cLine(options.encryption, Optional.empty());
    RestartDetector detector = new RestartDetector(options.recovery, line::doubt);
    Transport unused = line.attach(transport);
    return SecurityModule.start(channel, line, detector, options);
  }

  static ModuleUnderTest of(FakeDialogue dialogue) {
    ModuleUnderTest test = new ModuleUnderTest(dialogue, ModuleOptions.builder());
    dialogue.forget();
    return test;
  }
}
