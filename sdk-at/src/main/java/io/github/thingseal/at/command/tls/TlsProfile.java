package io.github.thingseal.at.command.tls;

import io.github.thingseal.at.command.AtStrings;
import io.github.thingseal.at.internal.text.HexSecrets;
import io.github.thingseal.at.internal.text.Numbers;
import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.internal.arguments.Arguments;
import io.github.thingseal.core.psk.Psk;
import io.github.thingseal.core.secret.SecretBytes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A profile with the TLS settings for the module's own MQTT, HTTP and socket clients.
 *
 * <p>Immutable. Numbers without a name here have the meaning that the vendor's AT manual gives
 * them. Evidence: published.
 */
public final class TlsProfile {
  /** The use of certificates of zero-touch provisioning in a profile. */
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
   * {@return a builder of a profile}
   *
   * @param number 0 to 4
   */
  public static Builder builder(int number) {
    String unused = ResetTlsProfile.lineFor(number);
    return new Builder(number);
  }

  /** {@return which profile it is, 0 to 4} */
  public int number() {
    return number;
  }

  /**
   * {@return the commands that make it, in this order, after the reset that belongs before them}
   */
  public List<SetTlsOption> options() {
    return options;
  }

  /**
   * {@return whether an option is set}
   *
   * @param option the option
   */
  public boolean sets(TlsOption option) {
    Arguments.required(option, "option");
    return options.stream().anyMatch(set -> set.option() == option);
  }

  /** Shows which options are set, and no secret. */
  @Override
  public String toString() {
    return "TlsProfile[" + number + ", " + options + "]";
  }

  /** Says what a profile has. */
  public static final class Builder {
    private final int number;
    private final List<SetTlsOption> options = new ArrayList<>();

    private Builder(int number) {
      this.number = number;
    }

    /**
     * {@return this, with how far the server's certificate is checked}
     *
     * @param level the vendor's number; 0 not at all, 1 against the root certificate. 1 is the
     *     default of SARA-R5, SARA-R422 and LARA-R6, 0 that of the others
     */
    public Builder certificateCheck(int level) {
      return number(TlsOption.CERTIFICATE_CHECK, level);
    }

    /**
     * {@return this, with the lowest version of TLS}
     *
     * @param version the vendor's number; the default is 0, or 12 for TLS 1.2
     */
    public Builder minimumVersion(int version) {
      return number(TlsOption.MINIMUM_VERSION, version);
    }

    /**
     * {@return this, with a cipher suite by the vendor's own number} 0 goes back to the default,
     * also from one by its IANA number.
     *
     * @param suite the number
     */
    public Builder cipherSuite(int suite) {
      return number(TlsOption.CIPHER_SUITE, suite);
    }

    /**
     * {@return this, with the one cipher suite that is offered, by its IANA number: {@code
     * 99,"C0","2F"}} SARA-R422 and LARA-R6; SARA-R410M and SARA-R412M take the vendor's own number
     * only: {@link #cipherSuite(int)}.
     *
     * @param suite four hexadecimal digits, such as {@code C02F}
     */
    public Builder cipherSuite(String suite) {
      return add(TlsOption.CIPHER_SUITE, "99," + bytes(suite));
    }

    /**
     * {@return this, with one more cipher suite in the list of those that are offered, by its IANA
     * number: {@code 100,"C0","2B",0}} SARA-R5.
     *
     * @param suite four hexadecimal digits, such as {@code C02B}
     */
    public Builder addCipherSuite(String suite) {
      return add(TlsOption.CIPHER_SUITE, "100," + bytes(suite) + ",0");
    }

    /**
     * {@return this, without a cipher suite in the list of those that are offered} SARA-R5.
     *
     * @param suite four hexadecimal digits, such as {@code C02B}
     */
    public Builder removeCipherSuite(String suite) {
      return add(TlsOption.CIPHER_SUITE, "100," + bytes(suite) + ",1");
    }

    private static String bytes(String suite) {
      CipherSuites.require(Arguments.required(suite, "suite"));
      return '"' + suite.substring(0, 2) + "\",\"" + suite.substring(2) + '"';
    }

    /**
     * {@return this, with the authority that the server's certificate must come from}
     *
     * @param name its name in the credential store
     */
    public Builder caCertificate(CredentialName name) {
      return text(TlsOption.CA_CERTIFICATE, Arguments.required(name, "name").value());
    }

    /**
     * {@return this, with the host name that the server's certificate must have}
     *
     * @param host the name
     */
    public Builder serverName(String host) {
      return text(TlsOption.SERVER_NAME, Arguments.required(host, "host"));
    }

    /**
     * {@return this, with the client's certificate}
     *
     * @param name its name in the credential store
     */
    public Builder clientCertificate(CredentialName name) {
      return text(TlsOption.CLIENT_CERTIFICATE, Arguments.required(name, "name").value());
    }

    /**
     * {@return this, with the client's private key}
     *
     * @param name its name in the credential store
     */
    public Builder clientKey(CredentialName name) {
      return text(TlsOption.CLIENT_KEY, Arguments.required(name, "name").value());
    }

    /**
     * {@return this, with the password of the client's private key}
     *
     * @param password printable ASCII; stays open, but the profile has a copy that cannot be wiped
     */
    public Builder clientKeyPassword(SecretBytes password) {
      return add(
          TlsOption.CLIENT_KEY_PASSWORD,
          AtStrings.quoteSecret(
              "The password of a private key", Arguments.required(password, "password")));
    }

    /**
     * {@return this, with a pre-shared key and its identity} Both are sent as hexadecimal digits,
     * as they may hold any byte.
     *
     * @param psk the key; stays open, but the profile has a copy that cannot be wiped
     */
    public Builder psk(Psk psk) {
      Arguments.required(psk, "psk");
      add(TlsOption.PSK, HexSecrets.quoted(psk.key()) + ",1");
      return add(TlsOption.PSK_IDENTITY, HexSecrets.quoted(psk.identity().toBytes()) + ",1");
    }

    /**
     * {@return this, with the host name that is sent to the server}
     *
     * @param host the name
     */
    public Builder serverNameIndication(String host) {
      return text(TlsOption.SERVER_NAME_INDICATION, Arguments.required(host, "host"));
    }

    /**
     * {@return this, and whether the root of trust makes the pre-shared key, which the host then
     * never sees}
     *
     * @param on true if it does
     */
    public Builder rotPsk(boolean on) {
      return number(TlsOption.ROT_PSK, on ? 1 : 0);
    }

    /**
     * {@return this, with resumption of sessions}
     *
     * @param values the vendor's numbers, at least one, each 0 or more
     */
    public Builder sessionResumption(int... values) {
      Arguments.required(values, "values");
      if (values.length == 0) {
        throw new InvalidInputException("Session resumption needs at least one number");
      }
      return add(
          TlsOption.SESSION_RESUMPTION,
          Arrays.stream(values)
              .map(value -> Numbers.atLeast(0, value, "values"))
              .mapToObj(Integer::toString)
              .collect(Collectors.joining(",")));
    }

    /**
     * {@return this, with the certificate of zero-touch provisioning, whose key the host never
     * sees} That 0 turns it off is derived.
     *
     * @param certificate what is taken
     */
    public Builder ztpCertificate(ZtpCertificate certificate) {
      return number(
          TlsOption.ZTP_CERTIFICATE, Arguments.required(certificate, "certificate").value);
    }

    /** {@return the profile} */
    public TlsProfile build() {
      return new TlsProfile(this);
    }

    private Builder number(TlsOption option, int value) {
      return add(option, Integer.toString(Numbers.atLeast(0, value, option.name())));
    }

    private Builder text(TlsOption option, String value) {
      return add(option, AtStrings.quote("The TLS option " + option, value));
    }

    private Builder add(TlsOption option, String values) {
      options.add(new SetTlsOption(number, option, values));
      return this;
    }
  }
}
