package io.github.thingseal.cloud.auth;

/** The form of the token in the {@code Authorization} header. */
public enum AuthorizationScheme {
  /** The token alone, as the vendor's working sample sends it (published). */
  RAW(""),
  /** {@code Bearer} before the token, as the vendor's reference calls the scheme (published). */
  BEARER("Bearer ");

  private final String prefix;

  AuthorizationScheme(String prefix) {
    this.prefix = prefix;
  }

  /**
   * What stands before the token.
   *
   * @return an empty text, or {@code Bearer} and a blank
   */
  public String prefix() {
    return prefix;
  }
}
