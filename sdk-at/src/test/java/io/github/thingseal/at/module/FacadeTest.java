package io.github.thingseal.at.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.thingseal.at.channel.AtChannel;
import io.github.thingseal.at.channel.ChannelOptions;
import io.github.thingseal.at.channel.Reconnection;
import io.github.thingseal.at.channel.VirtualScheduler;
import io.github.thingseal.at.command.ChannelClosedException;
import io.github.thingseal.at.command.network.Registration;
import io.github.thingseal.at.transport.TransportSource;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What facade and parts say of themselves, and that a closed one takes no listeners. */
class FacadeTest {
  @Test
  void toString_ofFacadeAndParts_namesThePort() throws Exception {
    SecurityModule module = ModuleUnderTest.of(FakeDialogue.saraR5()).module;
    List<Method> parts =
        Arrays.stream(SecurityModule.class.getMethods())
            .filter(method -> method.getParameterCount() == 0)
            .filter(
                method -> method.getReturnType().getPackage() == SecurityModule.class.getPackage())
            .filter(method -> !method.getReturnType().isRecord())
            .filter(method -> !Modifier.isStatic(method.getModifiers()))
            .toList();

    assertThat(parts).hasSizeGreaterThanOrEqualTo(11);
    for (Method part : parts) {
      assertThat(part.invoke(module))
          .hasToString(part.getReturnType().getSimpleName() + "[" + ModuleUnderTest.NAME + "]");
    }
    assertThat(module).hasToString("SecurityModule[" + ModuleUnderTest.NAME + ", SARA_R5]");
  }

  @Test
  void subscribe_whenModuleIsClosed_isRejected() {
    SecurityModule module = ModuleUnderTest.of(FakeDialogue.saraR5()).module;
    module.close();

    assertThatThrownBy(() -> module.subscribe("+CEREG", line -> {}))
        .isInstanceOf(ChannelClosedException.class)
        .hasMessageContainingAll(ModuleUnderTest.NAME, "closed");
    assertThatThrownBy(() -> module.subscribe(Registration.URC, line -> {}))
        .isInstanceOf(ChannelClosedException.class);
    assertThatThrownBy(() -> module.subscribe(Registration.URC, line -> {}))
        .isInstanceOf(ChannelClosedException.class);
    assertThatThrownBy(() -> module.onRestart(sign -> {}))
        .isInstanceOf(ChannelClosedException.class);
  }

  @Test
  void subscribe_whenChannelIsClosed_isRejected() {
    AtChannel channel = AtChannel.open(new InMemoryModule());
    assertThat(channel).hasToString("AtChannel[memory]");
    channel.close();

    assertThatThrownBy(() -> channel.subscribe("+CEREG", line -> {}))
        .isInstanceOf(ChannelClosedException.class)
        .hasMessageContainingAll("memory", "closed");
    assertThatThrownBy(() -> channel.subscribeAll(line -> {}))
        .isInstanceOf(ChannelClosedException.class);
  }

  @Test
  void subscribe_whenAReconnectingChannelIsClosed_isRejected() {
    TransportSource source = InMemoryModule::new;
    AtChannel channel =
        AtChannel.open(
            source,
            ChannelOptions.builder().scheduler(new VirtualScheduler()).build(),
            Reconnection.failing());
    assertThat(channel).hasToString("AtChannel[memory]");
    channel.close();

    assertThatThrownBy(() -> channel.subscribe("+CEREG", line -> {}))
        .isInstanceOf(ChannelClosedException.class);
  }
}
