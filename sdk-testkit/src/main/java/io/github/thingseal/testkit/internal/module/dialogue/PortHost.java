package io.github.thingseal.testkit.internal.module.dialogue;

import io.github.thingseal.testkit.SimulatedModuleLine;
import io.github.thingseal.testkit.internal.module.ModuleContext;
import java.util.List;
import java.util.function.Function;

/** What AT ports need of their module. */
public interface PortHost extends ModuleContext {
  /** The ports that speak at present, channels of a multiplexer among them. */
  List<AtPort> ports();

  /** The number of one port more. */
  int nextPortNumber();

  /** The commands that the module has. */
  CommandTable commands();

  /** Reports what is said on a port to the listeners; the text is made only if there is one. */
  void said(int port, SimulatedModuleLine.Kind kind, Function<DialogueText, String> text);

  /** Restarts the module, as AT+CFUN=16 does. */
  void reboot();
}
