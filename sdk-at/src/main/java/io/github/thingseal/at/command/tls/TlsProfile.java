package io.github.thingseal.at.command.tls;

import io.github.thingseal.at.internal.text.HexSecrets;
import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.internal.arguments.Arguments;
import io.github.thingseal.core.psk.Psk;
import io.github.thingseal.core.secret.SecretBytes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * How a module shall speak TLS: a profile for its own MQTT, HTTP and socket clients to refer to.
 *
 * <p>Immutable. Numbers without a name here have the meaning that the vendor's AT manual gives
 * them. Evidence: published.
 */
public final class TlsProfile {
  /** What a profile takes of the certificates of zero-touch provisioning. */
  public enum ZtpCertificate {
    /** Nothing. */
    OFF(0),
    /** The device's certificate, and those of its authorities. */
    WITH_AUTHORITIES(1),
    /** The device's certificate alone. */
    WITHOUT_AUTHORITIES(2);

    private final int value;

    ZtpCertificate(int value) {
      this.value = value;
    }
  }

  private final int number;
  private final List<SetTlsOption> options;

  private TlsProfile(Builder builder) {
    this.number = builder.number;
    this.options = List.copyOf(builder.options);
  }

  /**
   * Starts a profile.
   *
   * @param number 0 to 4
   * @return a builder
   * @throws InvalidInputException if it is another number
   */
  public static Builder builder(int number) {
    ResetTlsProfile.require(number);
    return new Builder(number);
  }

  /**
   * Which profile it is.
   *
   * @return 0 to 4
   */
  public int number() {
    return number;
  }

  /**
   * What makes it, in the order it was said.
   *
   * @return the commands, without the reset that belongs before them
   */
  public List<SetTlsOption> options() {
    return options;
  }

  /**
   * Whether an option is set.
   *
   * @param option the option
   * @return true if it is
   */
  public boolean sets(TlsOption option) {
    Arguments.required(option, "option");
    String start = "AT+USECPRF=" + number + "," + option.number() + ",";
    return options.stream().anyMatch(set -> set.line().startsWith(start));
  }

  /**
   * Shows which options are set, and no secret.
   *
   * @return such as {@code TlsProfile[0, [SetTlsOption[0, ROT_PSK, 1]]]}
   */
  @Override
  public String toString() {
    return "TlsProfile[" + number + ", " + options + "]";
  }

  /** Says what a profile has. */
  public static final class Builder {
    private static final Pattern CIPHER_BYTE = Pattern.compile("[0-9A-Fa-f]{2}");
    private static final String IANA = "99";
    private static final String CIPHER_LIST = "100";
    private static final String HEX_FOLLOWS = "1";

    private final int number;
    private final List<SetTlsOption> options = new ArrayList<>();

    private Builder(int number) {
      this.number = number;
    }

    /**
     * How far the server's certificate is checked.
     *
     * @param level the vendor's number; 0 not at all, 1 against the root certificate. 1 is the
     *     default of SARA-R5, SARA-R422 and LARA-R6, 0 that of the others
     * @return this
     */
    public Builder certificateCheck(int level) {
      return number(TlsOption.CERTIFICATE_CHECK, level);
    }

    /**
     * The lowest version of TLS.
     *
     * @param version the vendor's number; the default is 0, or 12 for TLS 1.2
     * @return this
     */
    public Builder minimumVersion(int version) {
      return number(TlsOption.MINIMUM_VERSION, version);
    }

    /**
     * A cipher suite by the vendor's own number; 0 goes back to the default, also from one by its
     * IANA number.
     *
     * @param suite the number
     * @return this
     */
    public Builder cipherSuite(int suite) {
      return number(TlsOption.CIPHER_SUITE, suite);
    }

    /**
     * The one cipher suite that is offered, by the two bytes of its IANA number: {@code
     * 99,"C0","2F"}. SARA-R422 and LARA-R6; SARA-R410M and SARA-R412M take the vendor's own number
     * only: {@link #cipherSuite(int)}.
     *
     * @param first such as {@code C0}
     * @param second such as {@code 30}
     * @return this
     * @throws InvalidInputException if one is not two hexadecimal digits
     */
    public Builder cipherSuite(String first, String second) {
      Arguments.required(first, "first");
      Arguments.required(second, "second");
      requireByte(first);
      requireByte(second);
      return add(TlsOption.CIPHER_SUITE, IANA, quoted(first), quoted(second));
    }

    /**
     * Adds a cipher suite to the list of those that are offered, by the two bytes of its IANA
     * number: {@code 100,"C0","2B",0}. SARA-R5.
     *
     * @param first such as {@code C0}
     * @param second such as {@code 2B}
     * @return this
     * @throws InvalidInputException if one is not two hexadecimal digits
     */
    public Builder addCipherSuite(String first, String second) {
      return cipherList(first, second, "0");
    }

    /**
     * Removes a cipher suite from the list of those that are offered. SARA-R5.
     *
     * @param first such as {@code C0}
     * @param second such as {@code 2B}
     * @return this
     * @throws InvalidInputException if one is not two hexadecimal digits
     */
    public Builder removeCipherSuite(String first, String second) {
      return cipherList(first, second, "1");
    }

    private Builder cipherList(String first, String second, String operation) {
      Arguments.required(first, "first");
      Arguments.required(second, "second");
      requireByte(first);
      requireByte(second);
      return add(TlsOption.CIPHER_SUITE, CIPHER_LIST, quoted(first), quoted(second), operation);
    }

    private static String quoted(String digits) {
      return '"' + digits + '"';
    }

    /**
     * The authority that the server's certificate must come from.
     *
     * @param name its name in the credential store
     * @return this
     */
    public Builder caCertificate(CredentialName name) {
      Arguments.required(name, "name");
      return text(TlsOption.CA_CERTIFICATE, name.value());
    }

    /**
     * The host name that the server's certificate must have.
     *
     * @param host the name
     * @return this
     * @throws InvalidInputException if a command line cannot carry it
     */
    public Builder serverName(String host) {
      Arguments.required(host, "host");
      return text(TlsOption.SERVER_NAME, host);
    }

    /**
     * The client's certificate.
     *
     * @param name its name in the credential store
     * @return this
     */
    public Builder clientCertificate(CredentialName name) {
      Arguments.required(name, "name");
      return text(TlsOption.CLIENT_CERTIFICATE, name.value());
    }

    /**
     * The client's private key.
     *
     * @param name its name in the credential store
     * @return this
     */
    public Builder clientKey(CredentialName name) {
      Arguments.required(name, "name");
      return text(TlsOption.CLIENT_KEY, name.value());
    }

    /**
     * The password of the client's private key.
     *
     * @param password printable ASCII; stays open, but the profile has a copy that cannot be wiped
     * @return this
     * @throws InvalidInputException if a command line cannot carry it
     */
    public Builder clientKeyPassword(SecretBytes password) {
      Arguments.required(password, "password");
      return password.expose(
          bytes ->
              text(TlsOption.CLIENT_KEY_PASSWORD, new String(bytes, StandardCharsets.ISO_8859_1)));
    }

    /**
     * A pre-shared key and its identity, both as hexadecimal digits, as they may hold any byte.
     *
     * @param psk the key; stays open, but the profile has a copy that cannot be wiped
     * @return this
     */
    public Builder psk(Psk psk) {
      Arguments.required(psk, "psk");
      add(TlsOption.PSK, HexSecrets.quoted(psk.key()), HEX_FOLLOWS);
      return add(TlsOption.PSK_IDENTITY, HexSecrets.quoted(psk.identity().toBytes()), HEX_FOLLOWS);
    }

    /**
     * The host name that is sent to the server.
     *
     * @param host the name
     * @return this
     * @throws InvalidInputException if a command line cannot carry it
     */
    public Builder serverNameIndication(String host) {
      Arguments.required(host, "host");
      return text(TlsOption.SERVER_NAME_INDICATION, host);
    }

    /**
     * Whether the root of trust makes the pre-shared key, which the host then never sees.
     *
     * @param on true if it does
     * @return this
     */
    public Builder rotPsk(boolean on) {
      return number(TlsOption.ROT_PSK, on ? 1 : 0);
    }

    /**
     * Resumption of sessions.
     *
     * @param values the vendor's numbers
     * @return this
     * @throws InvalidInputException if there are none
     */
    public Builder sessionResumption(int... values) {
      Arguments.required(values, "values");
      if (values.length == 0) {
        throw new InvalidInputException("Session resumption needs at least one number");
      }
      String[] texts = new String[values.length];
      for (int i = 0; i < values.length; i++) {
        texts[i] = Integer.toString(values[i]);
      }
      return add(TlsOption.SESSION_RESUMPTION, texts);
    }

    /**
     * The certificate of zero-touch provisioning, without the host ever seeing its key. That 0
     * turns it off is derived.
     *
     * @param certificate what is taken
     * @return this
     */
    public Builder ztpCertificate(ZtpCertificate certificate) {
      Arguments.required(certificate, "certificate");
      return number(TlsOption.ZTP_CERTIFICATE, certificate.value);
    }

    /**
     * Makes the profile.
     *
     * @return the profile
     */
    public TlsProfile build() {
      return new TlsProfile(this);
    }

    private Builder number(TlsOption option, int value) {
      return add(option, Integer.toString(value));
    }

    private Builder text(TlsOption option, String value) {
      options.add(SetTlsOption.text(number, option, value));
      return this;
    }

    private Builder add(TlsOption option, String... values) {
      options.add(new SetTlsOption(number, option, List.of(values)));
      return this;
    }

    private static void requireByte(String digits) {
      if (!CIPHER_BYTE.matcher(digits).matches()) {
        throw new InvalidInputException(
            "A byte of a cipher suite is two hexadecimal digits, not \"" + digits + "\"");
      }
    }
  }
}
