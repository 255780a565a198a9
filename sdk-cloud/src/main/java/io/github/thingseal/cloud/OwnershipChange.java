package io.github.thingseal.cloud;

import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.id.DeviceProfileUid;
import io.github.thingseal.core.id.RotPublicUid;
import io.github.thingseal.core.internal.arguments.Arguments;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A request to move devices to another owner. There is no operation for it: the vendor's support
 * does it on an e-mail that names the device profile, the RoTPublicUIDs and the domains of both
 * owners (published). {@link #text()} is that e-mail; its wording is the SDK's own.
 *
 * <p>The text holds the device profile, which the vendor asks to keep secret: send it to the
 * vendor's support and to no one else.
 */
public final class OwnershipChange {
  private final DeviceProfileUid profile;
  private final List<RotPublicUid> devices;
  private final String fromDomain;
  private final String toDomain;

  private OwnershipChange(Builder builder) {
    this.profile = builder.profile;
    this.devices = List.copyOf(builder.devices);
    this.fromDomain = builder.fromDomain;
    this.toDomain = builder.toDomain;
  }

  /**
   * Begins a request.
   *
   * @param profile the device profile that the devices are sealed with
   * @return a builder; devices and both domains must be set
   */
  public static Builder builder(DeviceProfileUid profile) {
    return new Builder(Arguments.required(profile, "profile"));
  }

  /**
   * Where the text goes.
   *
   * @return for people; the vendor's address is not published with the procedure
   */
  public String recipient() {
    return "the vendor's support for Security Services, by e-mail";
  }

  /**
   * What the e-mail is about.
   *
   * @return one line without the profile
   */
  public String subject() {
    return "Security Services: change of ownership of "
        + devices.size()
        + (devices.size() == 1 ? " device" : " devices")
        + " from "
        + fromDomain
        + " to "
        + toDomain;
  }

  /**
   * The e-mail.
   *
   * @return its text, lines ending with {@code \n}; holds the whole device profile
   */
  public String text() {
    StringBuilder text = new StringBuilder();
    text.append("Please change the owner of these devices.\n\n");
    text.append("Present owner (domain): ").append(fromDomain).append('\n');
    text.append("New owner (domain): ").append(toDomain).append('\n');
    text.append("DeviceProfileUID: ").append(profile.value()).append('\n');
    text.append("RoTPublicUIDs (").append(devices.size()).append("):\n");
    devices.forEach(uid -> text.append(uid.hex()).append('\n'));
    return text.toString();
  }

  /**
   * Names domains and number of devices; of the profile its beginning.
   *
   * @return such as {@code OwnershipChange[AgbC…, 2 devices, from example.com to example.org]}
   */
  @Override
  public String toString() {
    return "OwnershipChange["
        + profile
        + ", "
        + devices.size()
        + " devices, from "
        + fromDomain
        + " to "
        + toDomain
        + "]";
  }

  /** Builds an {@link OwnershipChange}. */
  public static final class Builder {
    private final DeviceProfileUid profile;
    private final Set<RotPublicUid> devices = new LinkedHashSet<>();
    private String fromDomain = "";
    private String toDomain = "";

    private Builder(DeviceProfileUid profile) {
      this.profile = profile;
    }

    /**
     * Adds devices; one that is added twice is named once.
     *
     * @param uids the identities of their modules
     * @return this builder
     */
    public Builder devices(Collection<RotPublicUid> uids) {
      Arguments.requiredElements(uids, "uids");
      devices.addAll(uids);
      return this;
    }

    /**
     * Adds devices; one that is added twice is named once.
     *
     * @param uids the identities of their modules
     * @return this builder
     */
    public Builder devices(RotPublicUid... uids) {
      Arguments.requiredElements(uids, "uids");
      return devices(List.of(uids));
    }

    /**
     * Sets the domain of the present owner.
     *
     * @param domain the name of the domain in the vendor's platform; one line, not blank
     * @return this builder
     * @throws InvalidInputException if it is blank, or not one line
     */
    public Builder from(String domain) {
      this.fromDomain = checked(Arguments.required(domain, "domain"));
      return this;
    }

    /**
     * Sets the domain of the new owner.
     *
     * @param domain the name of the domain in the vendor's platform; one line, not blank
     * @return this builder
     * @throws InvalidInputException if it is blank, or not one line
     */
    public Builder to(String domain) {
      this.toDomain = checked(Arguments.required(domain, "domain"));
      return this;
    }

    /**
     * Builds the request.
     *
     * @return the request
     * @throws InvalidInputException if devices or one of the domains are not set, or both domains
     *     are the same
     */
    public OwnershipChange build() {
      if (devices.isEmpty()) {
        throw new InvalidInputException("A change of ownership needs one device or more");
      }
      if (fromDomain.isEmpty() || toDomain.isEmpty()) {
        throw new InvalidInputException(
            "A change of ownership needs the domains of both owners: set from(...) and to(...)");
      }
      if (fromDomain.equals(toDomain)) {
        throw new InvalidInputException("Both owners have the domain " + fromDomain);
      }
      return new OwnershipChange(this);
    }

    private static String checked(String domain) {
      String name = domain.strip();
      if (name.isEmpty() || name.chars().anyMatch(Character::isISOControl)) {
        throw new InvalidInputException("The name of a domain is one line that is not blank");
      }
      return name;
    }
  }
}
