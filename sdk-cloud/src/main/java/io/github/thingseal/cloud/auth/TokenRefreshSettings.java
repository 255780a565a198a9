package io.github.thingseal.cloud.auth;

import io.github.thingseal.cloud.internal.call.HeaderNames;
import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.internal.arguments.Arguments;

/**
 * Settings for renewing a token by its refresh token, instead of by access key and secret.
 *
 * <p>That the sign-in answers a {@code RefreshToken}, for a "Refresh (RefreshToken) header", is
 * published. The header's name is derived from these words. The path, {@code
 * /authenticate/refresh}, is assumed: {@code SecurityServicesBuilder.path} changes it. It is also
 * assumed that the request has only the header and an empty JSON object, and that the answer has an
 * {@code AuthToken}. If the answer has no {@code RefreshToken}, the old one stays valid.
 *
 * @param header the name of the header that carries the refresh token
 */
public record TokenRefreshSettings(String header) {
  /**
   * Checks the settings.
   *
   * @param header the name of the header that carries the refresh token
   * @throws InvalidInputException if the name has other characters than letters, digits and
   *     hyphens, or is that of a header with another meaning; {@code Authorization} is possible
   */
  public TokenRefreshSettings {
    Arguments.required(header, "header");
    if (!HeaderNames.isFree(header) && !header.equalsIgnoreCase("Authorization")) {
      throw new InvalidInputException(
          "The header of the refresh token needs a name of letters, digits and hyphens that has no"
              + " other meaning, such as Refresh");
    }
  }

  /**
   * The header {@code Refresh} (derived).
   *
   * @return the settings
   */
  public static TokenRefreshSettings standard() {
    return new TokenRefreshSettings("Refresh");
  }
}
