package io.github.thingseal.cloud.operation;

import java.util.List;

/**
 * The operations with a typed method, read from the OpenAPI document of this SDK, which {@code
 * docs/evidence.md} lists.
 *
 * <p>Reading may be repeated. {@link #E2E_DOWNLINK} hands out fresh parameters every time; those of
 * a lost answer are never used. Changes to the whitelist and to features set a final state and
 * toggle nothing, so doing them twice has the same effect as once. What makes something new, and
 * {@link #DEVICE_SEAL}, is never repeated. Whether the service bills reads is unknown; {@link
 * Operation#withRepeatable} or {@code maxAttempts(1)} on a call turns repetition off.
 */
public final class Operations {
  // Made from the OpenAPI document: begin.

  /**
   * Exchanges an access key and its secret for a token. Operation published, path published, fields
   * published.
   */
  public static final Operation AUTHENTICATE = OpenApiDocument.standard("authenticate");

  /** Exchanges a refresh token for a new token. Operation derived, path assumed, fields assumed. */
  public static final Operation AUTHENTICATE_REFRESH =
      OpenApiDocument.standard("authenticate.refresh");

  /**
   * Lists the access keys, without their secrets. Operation derived, path assumed, fields assumed;
   * in the portal only.
   */
  public static final Operation ACCESS_KEY_LIST = OpenApiDocument.standard("accesskey.list");

  /**
   * Makes an access key; its secret is shown once. Operation derived, path assumed, fields assumed;
   * in the portal only.
   */
  public static final Operation ACCESS_KEY_CREATE = OpenApiDocument.standard("accesskey.create");

  /** Deletes an access key. Operation derived, path assumed, fields assumed; in the portal only. */
  public static final Operation ACCESS_KEY_DELETE = OpenApiDocument.standard("accesskey.delete");

  /**
   * Makes a device profile. Operation derived, path assumed, fields assumed; in the portal only.
   */
  public static final Operation PROFILE_CREATE = OpenApiDocument.standard("profile.create");

  /** Reads a device profile. Operation assumed, path assumed, fields assumed. */
  public static final Operation PROFILE_GET = OpenApiDocument.standard("profile.get");

  /** Lists the device profiles of the account. Operation assumed, path assumed, fields assumed. */
  public static final Operation PROFILE_LIST = OpenApiDocument.standard("profile.list");

  /**
   * Changes a device profile; counts for devices that bootstrap afterwards. Operation assumed, path
   * assumed, fields assumed.
   */
  public static final Operation PROFILE_UPDATE = OpenApiDocument.standard("profile.update");

  /** Reads a device. Operation published, path assumed, fields assumed. */
  public static final Operation DEVICE_GET = OpenApiDocument.standard("device.get");

  /**
   * Lists the devices of the account, of a profile, or in a state. Operation assumed, path assumed,
   * fields assumed.
   */
  public static final Operation DEVICE_LIST = OpenApiDocument.standard("device.list");

  /**
   * Changes the security profile of a device: features, heartbeat period, price plan; in force at
   * its next heartbeat. Operation published, path assumed, fields assumed.
   */
  public static final Operation DEVICE_UPDATE = OpenApiDocument.standard("device.update");

  /**
   * Seals a bootstrapped, unclaimed device by its RoTPublicUID. Irreversible. Operation published,
   * path assumed, fields assumed.
   */
  public static final Operation DEVICE_SEAL = OpenApiDocument.standard("device.seal");

  /**
   * Takes a device off the blacklist. Operation derived, path assumed, fields assumed; in the
   * portal only.
   */
  public static final Operation DEVICE_UNBLOCK = OpenApiDocument.standard("device.unblock");

  /** Lists clones that were detected. Operation published, path published, fields assumed. */
  public static final Operation DEVICE_CLONES = OpenApiDocument.standard("device.clones");

  /** Lists devices under suspicion. Operation published, path published, fields assumed. */
  public static final Operation DEVICE_SUSPICIOUS = OpenApiDocument.standard("device.suspicious");

  /** Puts modules on the whitelist. Operation published, path assumed, fields assumed. */
  public static final Operation WHITELIST_ADD = OpenApiDocument.standard("whitelist.add");

  /** Lists the whitelist. Operation assumed, path assumed, fields assumed. */
  public static final Operation WHITELIST_LIST = OpenApiDocument.standard("whitelist.list");

  /** Takes modules off the whitelist. Operation assumed, path assumed, fields assumed. */
  public static final Operation WHITELIST_REMOVE = OpenApiDocument.standard("whitelist.remove");

  /**
   * Activates features and services of a device; in force at its next heartbeat. Operation
   * published, path assumed, fields assumed.
   */
  public static final Operation FEATURE_ACTIVATE = OpenApiDocument.standard("feature.activate");

  /**
   * Deactivates features and services of a device; in force at its next heartbeat. Operation
   * published, path assumed, fields assumed.
   */
  public static final Operation FEATURE_DEACTIVATE = OpenApiDocument.standard("feature.deactivate");

  /**
   * Reads the features and services of a device, requested and active apart. Operation published,
   * path assumed, fields assumed.
   */
  public static final Operation FEATURE_STATUS = OpenApiDocument.standard("feature.status");

  /**
   * Hands out the parameters of a message that a module protected. Operation published, path
   * published, fields published.
   */
  public static final Operation E2E_UPLINK = OpenApiDocument.standard("e2e.uplink");

  /**
   * Hands out fresh parameters for one message to a module. Operation published, path derived,
   * fields derived.
   */
  public static final Operation E2E_DOWNLINK = OpenApiDocument.standard("e2e.downlink");

  /**
   * Triggers a fresh key set of a device; in force at its next heartbeat. Operation derived, path
   * assumed, fields assumed.
   */
  public static final Operation E2E_ROTATE = OpenApiDocument.standard("e2e.rotate");

  /**
   * Recovers a pre-shared key from its identity. Operation published, path assumed, fields assumed.
   */
  public static final Operation PSK_GET = OpenApiDocument.standard("psk.get");

  /**
   * Lists security events after a position, oldest first. Operation derived, path assumed, fields
   * assumed.
   */
  public static final Operation EVENT_LIST = OpenApiDocument.standard("event.list");

  /**
   * Lists the certificate authorities of the account. Operation derived, path assumed, fields
   * assumed.
   */
  public static final Operation AUTHORITY_LIST = OpenApiDocument.standard("authority.list");

  /**
   * Makes a private certificate authority; 15 at most. Operation derived, path assumed, fields
   * assumed.
   */
  public static final Operation AUTHORITY_CREATE = OpenApiDocument.standard("authority.create");

  /**
   * Reads which certificates the devices of a profile get. Operation derived, path assumed, fields
   * assumed.
   */
  public static final Operation CERTIFICATE_PROFILE_GET =
      OpenApiDocument.standard("certificateprofile.get");

  /**
   * Sets which certificates the devices of a profile get; counts for certificates issued
   * afterwards. Operation derived, path assumed, fields assumed.
   */
  public static final Operation CERTIFICATE_PROFILE_UPDATE =
      OpenApiDocument.standard("certificateprofile.update");

  /**
   * Lists the certificates that a device was issued. Operation derived, path assumed, fields
   * assumed.
   */
  public static final Operation CERTIFICATE_LIST = OpenApiDocument.standard("certificate.list");

  // Made from the OpenAPI document: end.

  private Operations() {}

  /**
   * Every operation with a typed method, with its default path.
   *
   * @return the operations, {@link #AUTHENTICATE} first
   */
  public static List<Operation> all() {
    return OpenApiDocument.standardOperations();
  }
}
