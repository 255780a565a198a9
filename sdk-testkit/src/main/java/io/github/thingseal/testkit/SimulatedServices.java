package io.github.thingseal.testkit;

import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.PermanentException;
import io.github.thingseal.core.TransientException;
import io.github.thingseal.core.id.DeviceProfileUid;
import io.github.thingseal.core.id.RotPublicUid;
import io.github.thingseal.core.internal.arguments.Arguments;
import io.github.thingseal.core.secret.SecretBytes;
import io.github.thingseal.testkit.internal.service.Cloud;
import io.github.thingseal.testkit.internal.service.CloudAir;
import io.github.thingseal.testkit.internal.service.FaultBook;
import io.github.thingseal.testkit.internal.service.Foundation;
import io.github.thingseal.testkit.internal.service.RequestLog;
import io.github.thingseal.testkit.internal.service.RestSettings;
import io.github.thingseal.testkit.internal.service.ServerCertificates;
import io.github.thingseal.testkit.internal.service.ServiceFront;
import io.github.thingseal.testkit.internal.service.ServiceListener;
import io.github.thingseal.testkit.internal.service.TokenIssuer;
import java.net.URI;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The Security Services REST API and the service's end of the air, on loopback.
 *
 * <p>Begins with one account (an access key with its secret) and one device profile. The two rows
 * of the API that are published, {@code /authenticate} and {@code
 * /e2e/uplink/protectionparameters/get}, are followed to the byte; paths and fields of the others
 * are assumed, see {@code docs/evidence.md}. A token is taken bare or as {@code Bearer}.
 *
 * <p>A module is known once it has bootstrapped through {@link #air()}. It belongs to the account
 * once it is sealed to one of its profiles, by the module or by {@code /device/seal}. It is then
 * {@code OWNED} with the features of the profile if it is on the whitelist or the profile ignores
 * that. Otherwise it is {@code ALLOCATED}, blacklisted and without features. What it takes over
 * from its profile is what the profile has at that moment; later changes of the profile do not
 * touch it. Features that are switched, keys that are rotated, another price plan and another
 * heartbeat period are in force from the next heartbeat on. Only a device that has the feature
 * active gets parameters or pre-shared keys (403 otherwise, 404 while it is not sealed). A second
 * instance that bootstraps with the root of trust of a known device is a clone and rejected.
 *
 * <p>Our own choices, as no source says: the eleventh device of the Developer plan is not assigned
 * (its seal is rejected, {@code DeviceLimit} over REST), and stays {@code BOOTSTRAPPED}; clones are
 * listed by {@code /device/list} only where the state {@code REJECTED} is asked for; a page has
 * 1,000 entries where the request does not say.
 *
 * <p>A request to another host than loopback ({@code localhost}, {@code 127.0.0.1}, {@code ::1}) is
 * refused with 421, one that a web page of another site has a browser send with 403.
 *
 * <p>Safe for use by several threads. {@link #close()} frees ports and threads.
 */
public final class SimulatedServices implements AutoCloseable {
  private final Cloud cloud;
  private final ServerCertificates certificates;
  private final CloudAir air;
  private final TokenIssuer tokens;
  private final FaultBook faults;
  private final Portal portal;
  private final RequestLog log = new RequestLog();
  private final ServiceListener https;
  private final @Nullable ServiceListener http;

  private SimulatedServices(Foundation foundation, Builder builder, SecureRandom random) {
    this.cloud = foundation.cloud();
    this.certificates = foundation.certificates();
    this.air = new CloudAir(cloud);
    this.tokens = new TokenIssuer(builder.clock, random);
    this.portal = new Portal(cloud);
    ServiceFront front =
        new ServiceFront(
            cloud, tokens, log, new RestSettings(builder.portalOverRest, builder.maxPageSize));
    this.faults = front.faults();
    this.https = ServiceListener.https(builder.httpsPort, certificates.sockets(), front);
    try {
      this.http =
          builder.httpPort == Builder.NO_PORT
              ? null
              : ServiceListener.http(builder.httpPort, front);
    } catch (TransientException e) {
      https.close();
      throw e;
    }
  }

  /**
   * Starts a service in memory: HTTPS only, on any port, whitelist heeded.
   *
   * @return the running service
   */
  public static SimulatedServices start() {
    return builder().start();
  }

  /**
   * Begins a service.
   *
   * @return a builder: in memory, HTTPS only, on any port, all features, whitelist heeded
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * The base URL, over HTTPS.
   *
   * @return such as {@code https://127.0.0.1:40123/v1}
   */
  public URI url() {
    return https.url();
  }

  /**
   * The base URL, over plain HTTP.
   *
   * @return such as {@code http://127.0.0.1:40124/v1}, or empty if it was not asked for
   */
  public Optional<URI> httpUrl() {
    return Optional.ofNullable(http).map(ServiceListener::url);
  }

  /**
   * The certificate authority to trust.
   *
   * @return its certificate
   */
  public X509Certificate certificate() {
    return certificates.certificate();
  }

  /**
   * The certificate authority to trust, for a file.
   *
   * @return its certificate as PEM
   */
  public String certificatePem() {
    return certificates.certificatePem();
  }

  /**
   * What real customers do in the web portal: access keys, device profiles, unblocking and more.
   *
   * @return the portal
   */
  public Portal portal() {
    return portal;
  }

  /**
   * The APIKey that the account began with; the oldest that is left once it was deleted.
   *
   * @return a UUID
   * @throws InvalidInputException if no access key is left
   */
  public String accessKey() {
    try (CreatedAccessKey key = portal.oldestAccessKey()) {
      return key.accessKey().key();
    }
  }

  /**
   * The APISecret of {@link #accessKey()}.
   *
   * @return a copy, 32 alphanumeric characters in ASCII; the caller closes it
   * @throws InvalidInputException if no access key is left
   */
  public SecretBytes accessSecret() {
    return portal.oldestAccessKey().secret();
  }

  /**
   * The device profile that the account began with.
   *
   * @return its identity, 22 characters
   */
  public DeviceProfileUid deviceProfile() {
    return portal.profiles().get(0).uid();
  }

  /**
   * What the vendor put into a module.
   *
   * @param uid the module
   * @return its root of trust, the same each time; the caller closes it
   */
  public RootOfTrust rootOfTrust(RotPublicUid uid) {
    Arguments.required(uid, "uid");
    try (SecretBytes vendorSecret = cloud.vendorSecret()) {
      return RootOfTrust.derive(vendorSecret, uid);
    }
  }

  /**
   * A module that no one has seen yet.
   *
   * @return its root of trust, with a random identity whose top nibble is zero; the caller closes
   *     it
   */
  public RootOfTrust manufacture() {
    return rootOfTrust(cloud.exclusively(cloud.devices()::freshUid));
  }

  /**
   * The way of modules to this service.
   *
   * @return the air
   */
  public Air air() {
    return air;
  }

  /**
   * Lets the air carry or not; it does at first.
   *
   * @param reachable whether modules get an answer; if not it is {@link Air.Verdict#UNREACHABLE}
   */
  public void airReachable(boolean reachable) {
    air.reachable(reachable);
  }

  /**
   * Puts modules on the whitelist, as {@code /whitelist/add} does. Has no effect on a module that
   * is sealed already: that one is {@code OWNED}, or blacklisted until {@link Portal#unblock}.
   *
   * @param uids the modules
   */
  public void whitelist(RotPublicUid... uids) {
    portal.whitelist(uids);
  }

  /**
   * Makes every AuthToken that was issued so far an expired one. RefreshTokens stay good for the 30
   * days that they are.
   */
  public void expireTokens() {
    tokens.expireAll();
  }

  /**
   * Adds something that goes wrong. Of several that fit a request the one added first happens.
   *
   * @param fault what, where and how often
   * @throws InvalidInputException if the service has no such path, or no answer on it such a field
   */
  public void inject(ServiceFault fault) {
    Arguments.required(fault, "fault");
    faults.add(fault.injected());
  }

  /** Ends all faults. */
  public void clearFaults() {
    faults.clear();
  }

  /**
   * What was received, without secrets.
   *
   * @return the last 10,000 requests at most, fewer if they are huge, oldest first
   */
  public List<ReceivedRequest> requests() {
    return log.all();
  }

  /**
   * What was received on one path, without secrets.
   *
   * @param path the path below the base URL, such as {@code /psk/get}
   * @return the requests, oldest first
   */
  public List<ReceivedRequest> requests(String path) {
    Arguments.required(path, "path");
    return log.all().stream().filter(request -> request.path().equals(path)).toList();
  }

  /** Forgets what was received. */
  public void clearRequests() {
    log.clear();
  }

  /** Ends the service: closes ports and connections, stops threads, wipes secrets. */
  @Override
  public void close() {
    air.reachable(false);
    https.close();
    if (http != null) {
      http.close();
    }
    cloud.close();
  }

  /**
   * Names the address.
   *
   * @return such as {@code SimulatedServices[https://127.0.0.1:40123/v1]}
   */
  @Override
  public String toString() {
    return "SimulatedServices[" + url() + "]";
  }

  /** Builds {@link SimulatedServices}. */
  public static final class Builder {
    private static final int NO_PORT = -1;
    private static final int MAX_PAGE_SIZE = 1000;

    private int httpsPort;
    private int httpPort = NO_PORT;
    private Clock clock = Clock.systemUTC();
    private SecureRandom random = new SecureRandom();
    private final ProfileSettings.Builder profile = ProfileSettings.named("First profile");
    private boolean portalOverRest;
    private int maxPageSize = MAX_PAGE_SIZE;
    private Optional<SecretBytes> vendorSecret = Optional.empty();
    private Optional<Path> storage = Optional.empty();

    private Builder() {}

    /**
     * Sets the port for HTTPS.
     *
     * @param port 1 to 65535, or 0 for any that is free
     * @return this builder
     * @throws InvalidInputException if there is no such port
     */
    public Builder httpsPort(int port) {
      this.httpsPort = required(port);
      return this;
    }

    /**
     * Has plain HTTP served as well.
     *
     * @param port 1 to 65535, or 0 for any that is free
     * @return this builder
     * @throws InvalidInputException if there is no such port
     */
    public Builder httpPort(int port) {
      this.httpPort = required(port);
      return this;
    }

    /**
     * Sets the clock that tokens and events go by. Certificates go by that of the system.
     *
     * @param newClock the clock
     * @return this builder
     */
    public Builder clock(Clock newClock) {
      this.clock = Arguments.required(newClock, "newClock");
      return this;
    }

    /**
     * Makes credentials, identities and request ids repeatable, but neither TLS nor the signatures
     * of tokens. For tests only.
     *
     * @param seed the seed
     * @return this builder
     */
    public Builder insecureSeed(long seed) {
      this.random = seeded(seed);
      return this;
    }

    /**
     * Sets the secret that all roots of trust come from; random by default.
     *
     * @param secret the secret, copied at {@link #start}; not used if the storage has one already
     * @return this builder
     */
    public Builder vendorSecret(SecretBytes secret) {
      this.vendorSecret = Optional.of(Arguments.required(secret, "secret"));
      return this;
    }

    /**
     * Sets features and services of the first profile; all by default.
     *
     * @param newFeatures the features; not used if the storage has a profile already
     * @return this builder
     */
    public Builder features(Set<DeviceFeature> newFeatures) {
      profile.features(Arguments.requiredElements(newFeatures, "newFeatures"));
      return this;
    }

    /**
     * Sets whether the first profile heeds the whitelist; it does by default.
     *
     * @param required false to ignore it; not used if the storage has a profile already
     * @return this builder
     */
    public Builder whitelistRequired(boolean required) {
      profile.whitelistRequired(required);
      return this;
    }

    /**
     * Sets the price plan of the first profile; {@link SimulatedPricePlan#FLEX} by default.
     *
     * @param plan the plan; not used if the storage has a profile already
     * @return this builder
     */
    public Builder pricePlan(SimulatedPricePlan plan) {
      profile.pricePlan(Arguments.required(plan, "plan"));
      return this;
    }

    /**
     * Sets whether what real customers find in the web portal only is an operation of the REST API,
     * too: access keys, making device profiles, unblocking. By default their paths are unknown to
     * the service, and {@link SimulatedServices#portal()} is the way.
     *
     * @param allowed true to serve {@code /accesskey/*}, {@code /profile/create} and {@code
     *     /device/unblock}
     * @return this builder
     */
    public Builder portalOverRest(boolean allowed) {
      this.portalOverRest = allowed;
      return this;
    }

    /**
     * Keeps the state, with its secrets and the certificate authority, in a file that only its
     * owner may read, and goes on from it. Tokens are not kept: clients sign in again.
     *
     * @param folder where {@code services.json} is or will be; made if there is none
     * @return this builder
     */
    public Builder storage(Path folder) {
      this.storage = Optional.of(Arguments.required(folder, "folder"));
      return this;
    }

    /**
     * Sets how many entries a page of a list has at most, whatever a client asks for with {@code
     * Limit}; 1,000 by default. A small one shows what a client does with pages.
     *
     * @param entries 1 to 1,000
     * @return this builder
     * @throws InvalidInputException if out of range
     */
    public Builder maxPageSize(int entries) {
      if (entries < 1 || entries > MAX_PAGE_SIZE) {
        throw new InvalidInputException("A page has 1 to 1,000 entries, not " + entries);
      }
      this.maxPageSize = entries;
      return this;
    }

    /**
     * Starts the service.
     *
     * @return the running service
     * @throws InvalidInputException if the stored state cannot be used
     * @throws TransientException if a port is taken
     * @throws PermanentException if the stored state cannot be read or written
     */
    public SimulatedServices start() {
      Foundation.Plan plan = new Foundation.Plan(clock, random, profile.build());
      Foundation foundation =
          storage
              .map(folder -> Foundation.inFolder(plan, vendorSecret, folder))
              .orElseGet(() -> Foundation.inMemory(plan, vendorSecret));
      return new SimulatedServices(foundation, this, random);
    }

    private static int required(int port) {
      if (port < 0 || port > 0xFFFF) {
        throw new InvalidInputException("A TCP port is 0 to 65535, not " + port);
      }
      return port;
    }

    private static SecureRandom seeded(long seed) {
      try {
        // This generator takes the seed as a whole, if it comes before the first use.
        SecureRandom random = SecureRandom.getInstance("SHA1PRNG");
        random.setSeed(seed);
        return random;
      } catch (GeneralSecurityException e) {
        throw new PermanentException("This Java has no repeatable source of randomness", e);
      }
    }
  }
}
