package io.github.thingseal.cloud;

import io.github.thingseal.cloud.internal.call.ApiRequest;
import io.github.thingseal.cloud.internal.json.Json;
import io.github.thingseal.cloud.internal.pipeline.Pipeline;
import io.github.thingseal.cloud.operation.Operation;
import io.github.thingseal.cloud.operation.OperationCatalogue;
import io.github.thingseal.core.AuthenticationException;
import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.PermanentException;
import io.github.thingseal.core.TransientException;
import io.github.thingseal.core.e2e.E2eCipher;
import io.github.thingseal.core.internal.arguments.Arguments;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The u-blox Security Services REST API.
 *
 * <p>Safe for use by any number of threads; make one per account and keep it. It signs in at the
 * first call. It renews its token in the background, one to two minutes before the token expires by
 * the clock of the service, and once after a refusal. Close it to end its threads and connections.
 *
 * <p>Only the sign-in, the E2E uplink parameters and the paths for clones and suspicious devices
 * are published; the rest is derived or assumed, as {@link #catalogue()} reports, and can be
 * overridden. The vendor withdrew end-to-end encryption from its own library in June 2023; whether
 * the service still answers it is unknown.
 */
public final class SecurityServices implements AutoCloseable {
  private final Pipeline pipeline;
  private final OperationCatalogue catalogue;
  private final CallFactory calls;
  private final PskOperations psk;
  private final DeviceOperations devices;
  private final WhitelistOperations whitelist;
  private final FeatureOperations features;
  private final ProfileOperations profiles;
  private final AccessOperations access;
  private final EventOperations events;
  private final CertificateOperations certificates;

  /** The standard cipher tries out its engines, which takes longer than all the rest. */
  private @Nullable E2eCipher cipher;

  private @Nullable E2eOperations e2e;

  SecurityServices(SecurityServicesBuilder builder) {
    this.pipeline = builder.buildPipeline();
    this.catalogue = builder.catalogue();
    this.calls = new CallFactory(pipeline, catalogue);
    this.cipher = builder.cipher();
    this.psk = new PskOperations(calls, builder.pskEncoding());
    this.devices = new DeviceOperations(calls);
    this.whitelist = new WhitelistOperations(calls);
    this.features = new FeatureOperations(calls);
    this.profiles = new ProfileOperations(calls);
    this.access = new AccessOperations(calls);
    this.events = new EventOperations(calls);
    this.certificates = new CertificateOperations(calls);
  }

  /**
   * Begins with the defaults; credentials are all that must be set.
   *
   * @return a builder
   */
  public static SecurityServicesBuilder builder() {
    return new SecurityServicesBuilder();
  }

  /**
   * Protects and unprotects messages end to end.
   *
   * @return the operations
   */
  public synchronized E2eOperations e2e() {
    if (e2e == null) {
      cipher = cipher == null ? E2eCipher.standard() : cipher;
      e2e = new E2eOperations(calls, cipher);
    }
    return e2e;
  }

  private synchronized void wipeIdleKeys() {
    if (cipher != null) {
      cipher.wipeIdleKeys();
    }
  }

  /**
   * Recovers pre-shared keys.
   *
   * @return the operations
   */
  public PskOperations psk() {
    return psk;
  }

  /**
   * Looks at devices, changes and seals them.
   *
   * @return the operations
   */
  public DeviceOperations devices() {
    return devices;
  }

  /**
   * Says which modules may be provisioned.
   *
   * @return the operations
   */
  public WhitelistOperations whitelist() {
    return whitelist;
  }

  /**
   * Switches features of devices.
   *
   * @return the operations
   */
  public FeatureOperations features() {
    return features;
  }

  /**
   * Reads and changes device profiles.
   *
   * @return the operations
   */
  public ProfileOperations profiles() {
    return profiles;
  }

  /**
   * Manages access keys, where the service has that outside its portal.
   *
   * @return the operations
   */
  public AccessOperations access() {
    return access;
  }

  /**
   * Watches security events.
   *
   * @return the operations
   */
  public EventOperations events() {
    return events;
  }

  /**
   * Manages certificates of devices and their authorities.
   *
   * @return the operations
   */
  public CertificateOperations certificates() {
    return certificates;
  }

  /**
   * Signs in now, so that wrong credentials show early; does nothing while there is a good token.
   *
   * @throws InvalidInputException if there are no credentials
   * @throws AuthenticationException if the service refuses them
   * @throws TransientException if it cannot be reached
   * @throws PermanentException if it is not trusted or answers nonsense
   */
  public void authenticate() {
    pipeline.authenticate();
  }

  /**
   * Calls an operation that has no method here. It is tried once, because nothing is known about
   * it; {@link #call(Operation, String)} takes what is known.
   *
   * @param path the path below the base URL, such as {@code /device/get}
   * @param json the request, a JSON object
   * @return the call; it answers the JSON text as received, which may be empty
   * @throws InvalidInputException if path or JSON are malformed
   */
  public ServiceCall<String> call(String path, String json) {
    Arguments.required(path, "path");
    Arguments.required(json, "json");
    return call(Operation.custom(path), json);
  }

  /**
   * Calls an operation with your own JSON.
   *
   * @param operation the operation, of the catalogue or not
   * @param json the request, a JSON object
   * @return the call; it answers the JSON text as received, which may be empty
   * @throws InvalidInputException if the JSON is malformed
   */
  public ServiceCall<String> call(Operation operation, String json) {
    Arguments.required(operation, "operation");
    Arguments.required(json, "json");
    Json.requireObjectFromCaller(json);
    return ServiceCall.of(
        pipeline,
        ApiRequest.ofJson(
                PortalOnly.refused(operation),
                "",
                json.getBytes(StandardCharsets.UTF_8),
                SecurityServices::readRaw)
            .withSecretAnswer());
  }

  /**
   * The operations with the paths in force, and the evidence for each.
   *
   * @return the catalogue
   */
  public OperationCatalogue catalogue() {
    return catalogue;
  }

  /**
   * Ends all calls, threads and connections of these services, forgets the token, and overwrites
   * the buffers that answers and requests went through. {@code SECURITY.md} says what stays in
   * memory.
   */
  @Override
  public void close() {
    events.close();
    pipeline.close();
    wipeIdleKeys();
  }

  private static String readRaw(byte[] body) {
    if (!Json.isBlank(body)) {
      Json.requireJson(body);
    }
    return new String(body, StandardCharsets.UTF_8);
  }

  /**
   * Names where it leads.
   *
   * @return such as {@code SecurityServices[https://ssapi.services.u-blox.com/v1]}
   */
  @Override
  public String toString() {
    return "SecurityServices[" + pipeline.baseUrl() + "]";
  }
}
