package io.github.thingseal.testkit.internal.service;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.SignatureException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Issues and checks AuthTokens: JSON web tokens in the shape of the vendor's sample, signed with a
 * key of our own.
 */
public final class TokenIssuer {
  /** How long a token is good; as in the vendor's sample. */
  static final Duration LIFETIME = Duration.ofHours(1);

  /** How long a refresh token is good; the default of what issues the vendor's tokens. */
  static final Duration REFRESH_LIFETIME = Duration.ofDays(30);

  private static final String ALGORITHM = "SHA256withRSA";
  private static final int KEY_BITS = 2048;
  private static final int REFRESH_TOKEN_LENGTH = 900;

  /** Of clients that sign in again and again, only the last are remembered. */
  private static final int MAX_REFRESH_TOKENS = 10_000;

  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Clock clock;
  private final SecureRandom random;
  private final String issuer;
  private final String audience;
  private final String subject;
  private final String userName;
  private final String keyId;
  private final Map<String, Grant> live = new HashMap<>();
  private final Map<String, Grant> refreshable = new LinkedHashMap<>();

  /** Begins with no token issued. */
  public TokenIssuer(Clock clock, SecureRandom random) {
    this.clock = clock;
    this.random = random;
    this.issuer =
        "https://cognito-idp.simulated.invalid/simulated_" + RandomText.alphanumerics(9, random);
    this.audience = RandomText.alphanumerics(26, random).toLowerCase(Locale.ROOT);
    this.subject = RandomText.uuid(random);
    this.userName = RandomText.uuid(random) + RandomText.alphanumerics(40, random);
    byte[] id = new byte[32];
    random.nextBytes(id);
    this.keyId = Base64.getEncoder().encodeToString(id);
  }

  /** Whom a token was given to, and until when it is good. */
  private record Grant(String accessKey, Instant expiry) {}

  /** Makes every token that was issued so far an expired one; refresh tokens stay good. */
  public synchronized void expireAll() {
    live.clear();
  }

  /** A token that is good for an hour. */
  String issue(String accessKey) {
    return issue(accessKey, clock.instant());
  }

  /** A token that has just expired. */
  String issueExpired() {
    return issue("", clock.instant().minus(LIFETIME).minusSeconds(1));
  }

  /** An opaque token that is good for thirty days. */
  synchronized String issueRefreshToken(String accessKey) {
    String token = RandomText.alphanumerics(REFRESH_TOKEN_LENGTH, random);
    if (refreshable.size() >= MAX_REFRESH_TOKENS) {
      refreshable.remove(refreshable.keySet().iterator().next());
    }
    refreshable.put(token, new Grant(accessKey, clock.instant().plus(REFRESH_LIFETIME)));
    return token;
  }

  /** The access key that a token was issued to; refuses one that is not ours or has expired. */
  String check(String token) {
    String[] parts = token.split("\\.", -1);
    if (parts.length != 3 || !signed(parts)) {
      throw Refusal.unauthorized("Unauthorized");
    }
    JsonNode claims = claims(parts[1]);
    if (!claims.path("aud").asText().equals(audience)
        || !claims.path("iss").asText().equals(issuer)) {
      throw Refusal.unauthorized("Unauthorized");
    }
    return living(live, claims.path("event_id").asText())
        .orElseThrow(() -> Refusal.unauthorized("The incoming token has expired"));
  }

  /** The access key that a refresh token was issued to. */
  String checkRefreshToken(String token) {
    return living(refreshable, token)
        .orElseThrow(() -> Refusal.unauthorized("The refresh token is unknown or has expired"));
  }

  private synchronized Optional<String> living(Map<String, Grant> grants, String id) {
    return Optional.ofNullable(grants.get(id))
        .filter(grant -> clock.instant().isBefore(grant.expiry()))
        .map(Grant::accessKey);
  }

  private synchronized String issue(String accessKey, Instant issuedAt) {
    Instant now = clock.instant();
    live.values().removeIf(grant -> !now.isBefore(grant.expiry()));
    long seconds = issuedAt.getEpochSecond();
    String eventId = RandomText.uuid(random);
    live.put(eventId, new Grant(accessKey, Instant.ofEpochSecond(seconds).plus(LIFETIME)));
    String content = encode(header()) + "." + encode(claims(eventId, seconds));
    return content + "." + ENCODER.encodeToString(sign(content));
  }

  private ObjectNode header() {
    return JsonNodeFactory.instance.objectNode().put("kid", keyId).put("alg", "RS256");
  }

  private ObjectNode claims(String eventId, long issuedAtSeconds) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("sub", subject)
        .put("aud", audience)
        .put("event_id", eventId)
        .put("token_use", "id")
        .put("auth_time", issuedAtSeconds)
        .put("iss", issuer)
        .put("cognito:username", userName)
        .put("exp", issuedAtSeconds + LIFETIME.toSeconds())
        .put("iat", issuedAtSeconds);
  }

  /** The sample escapes the slashes of its issuer. */
  private static String encode(ObjectNode part) {
    String json = part.toString().replace("/", "\\/");
    return ENCODER.encodeToString(json.getBytes(StandardCharsets.UTF_8));
  }

  private static JsonNode claims(String part) {
    try {
      return JSON.readTree(Base64.getUrlDecoder().decode(part));
    } catch (JacksonException e) {
      throw new IllegalStateException("What we signed is JSON", e);
    } catch (IOException e) {
      throw new IllegalStateException("Reading from memory cannot fail", e);
    }
  }

  private static byte[] sign(String content) {
    try {
      Signature signature = Signature.getInstance(ALGORITHM);
      signature.initSign(SigningKey.PAIR.getPrivate());
      signature.update(content.getBytes(StandardCharsets.US_ASCII));
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java platform has " + ALGORITHM, e);
    }
  }

  private static boolean signed(String[] parts) {
    byte[] value;
    try {
      value = Base64.getUrlDecoder().decode(parts[2]);
    } catch (IllegalArgumentException e) {
      return false;
    }
    try {
      Signature signature = Signature.getInstance(ALGORITHM);
      signature.initVerify(SigningKey.PAIR.getPublic());
      signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.UTF_8));
      return signature.verify(value);
    } catch (SignatureException e) {
      return false;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java platform has " + ALGORITHM, e);
    }
  }

  /** One key for all simulated services of a process: making it takes longer than all the rest. */
  private static final class SigningKey {
    static final KeyPair PAIR = make();

    private static KeyPair make() {
      try {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(KEY_BITS);
        return generator.generateKeyPair();
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("Every Java platform has RSA", e);
      }
    }
  }
}
