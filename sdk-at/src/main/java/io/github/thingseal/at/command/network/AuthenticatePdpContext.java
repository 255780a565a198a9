package io.github.thingseal.at.command.network;

import io.github.thingseal.at.command.SettingCommand;
import io.github.thingseal.at.internal.text.Numbers;
import io.github.thingseal.core.internal.arguments.Arguments;
import java.util.Optional;

/**
 * {@code AT+UAUTHREQ=…}: user and password for a PDP context, or none, which forgets earlier ones.
 * The vendor's library sends it at every connect, without credentials, too. Evidence: published,
 * but for the numbers of the protocols.
 *
 * @param contextId the number of the context, 1 or more
 * @param form the form that the module's family expects
 * @param credentials user and password
 */
public record AuthenticatePdpContext(int contextId, Form form, Optional<PdpCredentials> credentials)
    implements SettingCommand {
  /** The form that a family expects. */
  public enum Form {
    /** {@code =1,2,"user","password"}, and {@code =1,0,"",""} for none: SARA-R5. */
    USER_FIRST,
    /** {@code =1,2,"password","user"}, and {@code =1,0} for none: SARA-R4 and LARA-R6. */
    PASSWORD_FIRST
  }

  /**
   * Checks the parts.
   *
   * @param contextId the number of the context, 1 or more
   * @param form the form that the module's family expects
   * @param credentials user and password
   */
  public AuthenticatePdpContext {
    Numbers.atLeast(1, contextId, "contextId");
    Arguments.required(form, "form");
    Arguments.required(credentials, "credentials");
  }

  @Override
  public String line() {
    String start = "AT+UAUTHREQ=" + contextId + ",";
    boolean userFirst = form == Form.USER_FIRST;
    if (credentials.isEmpty()) {
      return start + (userFirst ? "0,\"\",\"\"" : "0");
    }
    PdpCredentials given = credentials.get();
    String first = userFirst ? given.quotedUser() : given.quotedPassword();
    String second = userFirst ? given.quotedPassword() : given.quotedUser();
    return start + given.protocol().number + "," + first + "," + second;
  }

  @Override
  public boolean secret() {
    return credentials.isPresent();
  }

  /** Shows neither user nor password. */
  @Override
  public String toString() {
    return "AuthenticatePdpContext["
        + contextId
        + (credentials.isPresent() ? ", with credentials]" : ", without credentials]");
  }
}
