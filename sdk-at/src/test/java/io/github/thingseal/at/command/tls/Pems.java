package io.github.thingseal.at.command.tls;

/** Certificates and a key that were made for these tests, and are used nowhere else. */
public final class Pems {
  /** CN=0a04f008003c9623, an elliptic curve key. */
  public static final String DEVICE =
      """
      -----BEGIN CERTIFICATE-----
      MIIBjDCCATOgAwIBAgIUO0fpxlxL3PpcDQJ5kNbkxNzOrg4wCgYIKoZIzj0EAwIw
      GzEZMBcGA1UEAwwQMGEwNGYwMDgwMDNjOTYyMzAgFw0yNjExMjIxMzUzMjNaGA8y
      MTI2MTAyOTEzNTMyM1owGzEZMBcGA1UEAwwQMGEwNGYwMDgwMDNjOTYyMzBZMBMG
      ByqGSM49AgEGCCqGSM49AwEHA0IABFJP8tGX+amRxxb8QJGYPZXwabGLjuCebiYV
      GH/Ppr5FsuQ49fmJibNGHJf1HDt+j7CfeppHrTvEcwG1py8XaIOjUzBRMB0GA1Ud
      DgQWBBRr72z5ED2gUy0Cy8LgWt5FNsjrYzAfBgNVHSMEGDAWgBRr72z5ED2gUy0C
      y8LgWt5FNsjrYzAPBgNVHRMBAf8EBTADAQH/MAoGCCqGSM49BAMCA0cAMEQCIHQZ
      sef1AC06e0sJZA1LQib7+VtdFQv7xrgp8RtGBLILAiBehMBgrxgX+JZmTua4wuyp
      0jS/KFDBabfxmbRbZl76Yw==
      -----END CERTIFICATE-----
      """;

  /** CN=Test CA, an RSA key. */
  public static final String AUTHORITY =
      """
      -----BEGIN CERTIFICATE-----
      MIICAjCCAWugAwIBAgIUbCdvSUPyWnvmqGAtErNuFy8oA5kwDQYJKoZIhvcNAQEL
      BQAwEjEQMA4GA1UEAwwHVGVzdCBDQTAgFw0yNjExMjIxMzUzMjNaGA8yMTI2MTAy
      OTEzNTMyM1owEjEQMA4GA1UEAwwHVGVzdCBDQTCBnzANBgkqhkiG9w0BAQEFAAOB
      jQAwgYkCgYEA5MedQy/l1P9b1njj27hzbibz1RscnE2vz9Lo+mxmNLtlJQJUonOU
      l/LHJg9MNCQR8hHyA8KDkp1s303eTolwtcyMdhO90/JCO5CgVjP+Jg8xDcatn6+u
      oMG3W23OU2WwvRLcBHu6RUGW4kOaQOVthfAzoGNUp1GDcZDu8q2sP9ECAwEAAaNT
      MFEwHQYDVR0OBBYEFEgW5mkzEaEzYvJ5nDGieP/fIxF2MB8GA1UdIwQYMBaAFEgW
      5mkzEaEzYvJ5nDGieP/fIxF2MA8GA1UdEwEB/wQFMAMBAf8wDQYJKoZIhvcNAQEL
      BQADgYEAcDh5XaeOgWPFDTJAUOnS9a4+4GRQ/k1V4vmDSqHvcchCUQTj8PPW32y8
      E71ZR9W1GveuxDonEyYtSp5sEcwHu76lLt18HRLlvWNL1R4e+XQYfuAPAjWTs7Cs
      Ki+9aezrICnBx/bpjrRn+T6KksPD6jCAVrwPytQMpujGyYHnP50=
      -----END CERTIFICATE-----
      """;

  /** SEC 1, P-256. */
  public static final String EC_KEY =
      """
      -----BEGIN EC PRIVATE KEY-----
      MHcCAQEEIIEw/TR/ppFGkU5reqxAVFfzzOpY7its2Nn8KaF/WBswoAoGCCqGSM49
      AwEHoUQDQgAEUk/y0Zf5qZHHFvxAkZg9lfBpsYuO4J5uJhUYf8+mvkWy5Dj1+YmJ
      s0Ycl/UcO36PsJ96mketO8RzAbWnLxdogw==
      -----END EC PRIVATE KEY-----
      """;

  private Pems() {}
}
