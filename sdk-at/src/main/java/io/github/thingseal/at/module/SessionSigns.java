package io.github.thingseal.at.module;

import io.github.thingseal.at.internal.c2c.C2cTransport;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Signs on an encrypted line that the module has left the session. They do no more than have it
 * asked; what no module within does ends the wait for an answer, too, which cannot come then.
 */
final class SessionSigns implements C2cTransport.Listener {
  private final Optional<String> greeting;
  private volatile @Nullable LineEncryption encryption;

  SessionSigns(Optional<String> greeting) {
    this.greeting = greeting;
  }

  void tell(LineEncryption concerned) {
    encryption = concerned;
  }

  /** Whether not every command may go out as the session is now. */
  boolean isGuarded() {
    LineEncryption known = encryption;
    return known != null && known.isGuarded();
  }

  /** Whether a command may go out though not every one may. */
  boolean takes(byte[] command) {
    LineEncryption known = encryption;
    return known == null || known.takes(command);
  }

  /** The command that has the line was not sent. */
  void holdBack() {
    LineEncryption known = encryption;
    if (known != null) {
      known.holdBack();
    }
  }

  @Override
  public void onEnded() {
    LineEncryption known = encryption;
    if (known != null) {
      known.ended();
    }
  }

  @Override
  public void onOwnFrame() {
    LineEncryption known = encryption;
    if (known != null) {
      known.doubtAndGiveUp("what was sent came back");
    }
  }

  @Override
  public void onClearLine(String text) {
    LineEncryption known = encryption;
    if (known == null) {
      return;
    }
    if (greeting.filter(text::equals).isPresent()) {
      known.doubtAndGiveUp("its greeting came in the clear");
    } else {
      known.doubt();
    }
  }
}
