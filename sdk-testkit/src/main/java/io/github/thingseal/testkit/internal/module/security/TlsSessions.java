package io.github.thingseal.testkit.internal.module.security;

import io.github.thingseal.testkit.internal.module.DeviceSettings;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;

/** What is reported of a TLS session that could be resumed; no one ever resumes it. */
public final class TlsSessions {
  private static final String PROFILE = "+USECPRF";
  private static final int RESUMPTION = 13;
  private static final String OFF = "0";
  private static final String ENCRYPTED = "12";
  private static final int IDENTITY_BYTES = 32;
  private static final int MASTER_SECRET_BYTES = 48;

  private final DeviceSettings settings;
  private final SecureRandom random;

  public TlsSessions(DeviceSettings settings, SecureRandom random) {
    this.settings = settings;
    this.random = random;
  }

  /** Where a setting of a TLS profile is kept. */
  public static String key(int profile, int operation) {
    return PROFILE + "." + profile + "." + operation;
  }

  /** What is reported of a session with a profile. */
  public List<String> linesOf(int profile) {
    String wanted =
        settings.volatileText(key(profile, RESUMPTION)).filter(text -> !text.isEmpty()).orElse(OFF);
    String head = "+UUSECPRF: " + profile + "," + RESUMPTION + ",";
    return switch (wanted) {
      case OFF -> List.of();
      case ENCRYPTED -> List.of(head + "12,1," + (IDENTITY_BYTES + MASTER_SECRET_BYTES));
      default ->
          List.of(
              head + "1,0",
              head + "2," + secret(IDENTITY_BYTES) + "," + secret(MASTER_SECRET_BYTES));
    };
  }

  private String secret(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return Base64.getEncoder().encodeToString(bytes);
  }
}
