package io.github.thingseal.cloud.operation;

import static io.github.thingseal.cloud.operation.Evidence.ASSUMED;
import static io.github.thingseal.cloud.operation.Evidence.DERIVED;
import static io.github.thingseal.cloud.operation.Evidence.PUBLISHED;

import java.util.List;

/**
 * The operations with a typed method, as they stand in {@code docs/evidence.md}.
 *
 * <p>All of them are repeatable. Reading changes nothing. {@link #E2E_DOWNLINK} hands out fresh
 * parameters every time; those of a lost answer are simply never used. Changes to the whitelist and
 * to features say what shall be, not what shall be toggled: done twice they leave what doing them
 * once leaves. Whether the service bills reads is unknown; {@link Operation#withRepeatable} or
 * {@code maxAttempts(1)} on a call turns repetition off.
 */
public final class Operations {
  /** Exchanges access key and secret for a token. */
  public static final Operation AUTHENTICATE =
      new Operation("authenticate", "/authenticate", true, PUBLISHED, PUBLISHED);

  /** Parameters to decrypt a message that a module protected. */
  public static final Operation E2E_UPLINK =
      new Operation(
          "e2e.uplink", "/e2e/uplink/protectionparameters/get", true, PUBLISHED, PUBLISHED);

  /** Parameters to protect one message for a module. */
  public static final Operation E2E_DOWNLINK =
      new Operation(
          "e2e.downlink", "/e2e/downlink/protectionparameters/get", true, DERIVED, DERIVED);

  /** The pre-shared key of an identity. The operation is published, its path and fields are not. */
  public static final Operation PSK_GET =
      new Operation("psk.get", "/psk/get", true, ASSUMED, ASSUMED);

  /** One device. The operation is published, its path and fields are not. */
  public static final Operation DEVICE_GET =
      new Operation("device.get", "/device/get", true, ASSUMED, ASSUMED);

  /** The devices of the account. */
  public static final Operation DEVICE_LIST =
      new Operation("device.list", "/device/list", true, ASSUMED, ASSUMED);

  /** Clones that were detected. The path is published, the fields are not. */
  public static final Operation DEVICE_CLONES =
      new Operation("device.clones", "/device/clone/get", true, PUBLISHED, ASSUMED);

  /** Devices under suspicion. The path is published, the fields are not. */
  public static final Operation DEVICE_SUSPICIOUS =
      new Operation("device.suspicious", "/device/suspicious/get", true, PUBLISHED, ASSUMED);

  /** Puts modules on the whitelist. The operation is published, its path and fields are not. */
  public static final Operation WHITELIST_ADD =
      new Operation("whitelist.add", "/whitelist/add", true, ASSUMED, ASSUMED);

  /** The modules on the whitelist. */
  public static final Operation WHITELIST_LIST =
      new Operation("whitelist.list", "/whitelist/list", true, ASSUMED, ASSUMED);

  /** Takes modules off the whitelist. */
  public static final Operation WHITELIST_REMOVE =
      new Operation("whitelist.remove", "/whitelist/remove", true, ASSUMED, ASSUMED);

  /** Activates features. The operation is published, its path and fields are not. */
  public static final Operation FEATURE_ACTIVATE =
      new Operation("feature.activate", "/device/feature/activate", true, ASSUMED, ASSUMED);

  /** Deactivates features. The operation is published, its path and fields are not. */
  public static final Operation FEATURE_DEACTIVATE =
      new Operation("feature.deactivate", "/device/feature/deactivate", true, ASSUMED, ASSUMED);

  /** The state of features. The operation is published, its path and fields are not. */
  public static final Operation FEATURE_STATUS =
      new Operation("feature.status", "/device/feature/get", true, ASSUMED, ASSUMED);

  private static final List<Operation> ALL =
      List.of(
          AUTHENTICATE,
          E2E_UPLINK,
          E2E_DOWNLINK,
          PSK_GET,
          DEVICE_GET,
          DEVICE_LIST,
          DEVICE_CLONES,
          DEVICE_SUSPICIOUS,
          WHITELIST_ADD,
          WHITELIST_LIST,
          WHITELIST_REMOVE,
          FEATURE_ACTIVATE,
          FEATURE_DEACTIVATE,
          FEATURE_STATUS);

  private Operations() {}

  /**
   * Every operation with a typed method, with its default path.
   *
   * @return the operations, {@link #AUTHENTICATE} first
   */
  public static List<Operation> all() {
    return ALL;
  }
}
