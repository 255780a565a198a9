package io.github.thingseal.at.module;

import io.github.thingseal.at.c2c.C2cKeys;
import io.github.thingseal.at.c2c.C2cVersion;
import io.github.thingseal.at.command.CommandRejectedException;
import io.github.thingseal.at.command.EncryptionLostException;
import io.github.thingseal.at.command.security.C2cPairing;
import io.github.thingseal.at.command.security.ConfirmC2cPairing;
import io.github.thingseal.at.command.security.PairC2c;
import io.github.thingseal.at.internal.c2c.C2cLine;
import io.github.thingseal.at.internal.c2c.PairingConfirmation;
import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.internal.arguments.Arguments;
import io.github.thingseal.core.secret.SecretBytes;
import java.security.SecureRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Chip-to-chip: encrypts everything that passes on the AT line between host and module. SARA-R5
 * only.
 *
 * <pre>{@code
 * C2cKeys keys = module.c2c().pair();               // once, in a secure place, before bootstrap
 * store(C2cKeyBlob.seal(keys, wrappingKey));
 * module.c2c().open(keys);                          // whenever a session is wanted
 * module.certificates().device();                   // anything; it is encrypted on the line
 * module.c2c().close();
 * }</pre>
 *
 * <p>{@link ModuleOptions.Builder#encryption} does the same from the start, also with a module that
 * a program left in a session, and opens another one whenever the module has restarted.
 *
 * <p>Everything works in a session as it does without. Restart and power-off end it. The SDK asks
 * the module before the next command whether it is still in the session: after a command without an
 * answer, after text in the clear, and when a port is back. If it is not, because it has restarted
 * on its own, the SDK configures it again. Every command then fails with an {@link
 * EncryptionLostException}, and is not sent, until the caller opens another session or calls {@link
 * #sessionLost()}. What answers on the line must not be able to turn encryption off. A module that
 * has restarted gives back what it does not understand, or sends its {@linkplain
 * ModuleOptions.Builder#setGreeting greeting}: the command that is under way fails at once then.
 * Flow control of the UART is worth having: a lost byte costs a whole frame.
 *
 * <p><strong>Known weakness of the protocol:</strong> frames carry neither direction nor sequence
 * number, and all sessions of a pairing use the same keys. Anyone who taps the line can replay or
 * reflect them. Version 1 checks integrity without a key. The vendor removed chip-to-chip from its
 * own library in June 2023. Evidence: published.
 *
 * <p>Methods throw {@link CapabilityAbsentException} before anything is sent if the module has no
 * chip-to-chip.
 */
public final class ChipToChip extends ModulePart {
  private static final SecureRandom RANDOM = new SecureRandom();

  private final LifeCycle lifeCycle;
  private final C2cLine line;

  ChipToChip(ModuleContext context, LifeCycle lifeCycle) {
    super(context);
    this.lifeCycle = lifeCycle;
    this.line = context.line;
  }

  /**
   * Pairs with the module, and confirms the pairing if it is of version 2. Secrets pass <strong>in
   * the clear</strong>: do it in a secure place, before the module is bootstrapped.
   *
   * <p><strong>The module returns these keys once, and accepts 8 pairings at most. Once it is
   * sealed, it accepts more only if the service authorises them (LocalC2CKeyPairing).</strong>
   * Store the keys before you do anything else; {@link #pair(SecretBytes, Consumer)} does so before
   * the confirmation, whose answer may be lost. The SDK never repeats the command, unless the
   * module was too busy to look at it.
   *
   * @return the keys; the caller stores and closes them
   * @throws CommandRejectedException if the module refused to pair, or to confirm
   * @throws io.github.thingseal.at.command.UnexpectedReplyException if what came are no such keys
   */
  public C2cKeys pair() {
    return pair(SecretBytes.random(C2cKeys.LENGTH_BYTES, RANDOM), keys -> {});
  }

  /**
   * Pairs with a secret of the caller's, and has the keys stored before the pairing is confirmed.
   * If the confirmation has no answer, {@link #open} with what was stored shows whether the module
   * has taken it. Otherwise as {@link #pair()}.
   *
   * @param teSecret the secret, 16 random bytes; owned by the keys from now on, and closed if this
   *     fails
   * @param store stores the keys, and leaves them open; what it throws ends the pairing unconfirmed
   * @return the keys; the caller closes them
   * @throws InvalidInputException if the secret has another length; nothing was sent
   */
  public C2cKeys pair(SecretBytes teSecret, Consumer<C2cKeys> store) {
    Arguments.required(teSecret, "teSecret");
    try {
      Arguments.required(store, "store");
      context.require(Capability.CHIP_TO_CHIP);
      return confirmed(teSecret, context.executeUnlessBusy(new PairC2c(teSecret)), store);
    } catch (Throwable e) {
      teSecret.close();
      throw e;
    }
  }

  private static C2cKeys keys(SecretBytes teSecret, C2cPairing pairing) {
    return pairing.hmacKey().isPresent()
        ? C2cKeys.of(teSecret, pairing.key(), pairing.hmacKey().get())
        : C2cKeys.v1(teSecret, pairing.key());
  }

  private C2cKeys confirmed(SecretBytes teSecret, C2cPairing pairing, Consumer<C2cKeys> store) {
    try (@Nullable SecretBytes tag = pairing.confirmationTag().orElse(null)) {
      C2cKeys keys = keys(teSecret, pairing);
      store.accept(keys);
      if (tag != null && keys.version() == C2cVersion.V2) {
        byte[] confirmation = PairingConfirmation.of(keys, tag, RANDOM);
        context.executeUnlessBusy(new ConfirmC2cPairing(keys.teSecret(), confirmation));
      }
      return keys;
    } catch (Throwable e) {
      pairing.close();
      throw e;
    }
  }

  /**
   * Opens a session: from the module's {@code OK} on, everything is encrypted both ways.
   *
   * <p>If the {@code OK} does not come, or comes damaged, the module may encrypt or not: it is
   * asked {@code AT} both ways. If it answers encrypted, the session is open and this returns; if
   * in the clear, there is none. If it answers neither way it is asked again before the next
   * command, and nothing is sent in the clear meanwhile but that question.
   *
   * <p>A copy of the keys is held until the session is over: the port may vanish and come back
   * while the module stays in it.
   *
   * @param keys the keys of a pairing; they stay open, and may be closed once this returns
   * @throws InvalidInputException if a session is open; nothing was sent
   * @throws CapabilityAbsentException also if the keys are of version 2 and the module has version
   *     1 only
   * @throws CommandRejectedException if the module refused; the line is in the clear
   * @throws EncryptionLostException if no {@code OK} came, and the module answers in the clear
   * @throws io.github.thingseal.at.command.CommandTimeoutException if no {@code OK} came, and the
   *     module answers neither way
   */
  public void open(C2cKeys keys) {
    Arguments.required(keys, "keys");
    lifeCycle.switchEncryption("AT+USECC2C=", () -> openUnlessOpen(keys));
  }

  private void openUnlessOpen(C2cKeys keys) {
    if (line.isOpen()) {
      throw new InvalidInputException(
          "The module at "
              + context.name()
              + " has a chip-to-chip session already; close it first");
    }
    lifeCycle.handshake.open(keys);
  }

  /**
   * Closes the session; from the module's {@code OK} on everything is in the clear. Does nothing if
   * there is none. If the {@code OK} does not come, the module is asked both ways, as by {@link
   * #open}.
   *
   * @throws CommandRejectedException if the module refused; the session stays open
   * @throws io.github.thingseal.at.command.CommandTimeoutException if no answer came, and the
   *     module is in the session still, or answers neither way
   */
  public void close() {
    lifeCycle.switchEncryption("AT+USECC2C=", lifeCycle.handshake::close);
  }

  /**
   * Drops the session without telling the module: it has restarted and forgotten it, and the caller
   * knows. Later commands go out in the clear.
   */
  public void sessionLost() {
    line.goOnInClear();
  }

  /**
   * {@return whether the line is encrypted, also while it is unknown whether the module has left
   * its session}
   */
  public boolean isOpen() {
    return line.isOpen();
  }

  /**
   * {@return how many times bytes came in this session that are no frame, as the line loses or adds
   * some; 0 without a session}
   */
  public long damagedFrames() {
    return line.damagedFrames();
  }

  /**
   * {@return how many frames of this session were dropped because they were not made with its keys;
   * 0 without a session}
   */
  public long forgedFrames() {
    return line.forgedFrames();
  }
}
