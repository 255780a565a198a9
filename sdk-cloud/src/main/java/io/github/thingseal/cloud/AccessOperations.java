package io.github.thingseal.cloud;

import io.github.thingseal.cloud.internal.json.AnswerFormatException;
import io.github.thingseal.cloud.internal.json.Json;
import io.github.thingseal.cloud.internal.json.JsonFields;
import io.github.thingseal.cloud.operation.Operations;
import io.github.thingseal.core.Done;
import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.internal.arguments.Arguments;
import io.github.thingseal.core.secret.SecretBytes;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * The access keys of the account: five at most, each with a secret that is shown once (published).
 *
 * <p>The vendor manages them in the portal only. Each of these is refused before anything is sent,
 * unless {@code SecurityServices.builder().path(...)} names the path of a service that has it. The
 * fields are assumed.
 */
public final class AccessOperations {
  private static final String KEY = "APIKey";
  private static final String NAME = "Name";

  private final CallFactory calls;

  AccessOperations(CallFactory calls) {
    this.calls = calls;
  }

  /**
   * The access keys, without their secrets. It only reads, so it may be repeated.
   *
   * @return the call
   * @throws InvalidInputException if no path is named
   */
  public ServiceCall<List<AccessKey>> list() {
    return calls.call(
        Operations.ACCESS_KEY_LIST,
        "",
        Map.of(),
        body ->
            Json.parseObject(body).objects("AccessKeys").stream()
                .map(AccessOperations::read)
                .toList());
  }

  /**
   * Makes an access key. It is never repeated.
   *
   * @param name its display name, not blank
   * @return the call; the caller stores the secret and closes its answer. It fails with {@code
   *     ConflictException} and the code {@code AccessKeyLimit} if there are five
   * @throws InvalidInputException if the name is blank, or no path is named
   */
  public ServiceCall<NewAccessKey> create(String name) {
    requireNotBlank("The name of an access key", Arguments.required(name, "name"));
    return calls.callForSecret(
        Operations.ACCESS_KEY_CREATE,
        "a new access key",
        Map.of(NAME, name),
        body -> readNew(Json.parseObject(body)));
  }

  /**
   * Deletes an access key; tokens that were made with it end as the service decides. It may be
   * repeated.
   *
   * @param key the key ({@code APIKey}), not blank
   * @return the call
   * @throws InvalidInputException if the key is blank, or no path is named
   */
  public ServiceCall<Done> delete(String key) {
    requireNotBlank("An access key", Arguments.required(key, "key"));
    return calls.call(
        Operations.ACCESS_KEY_DELETE, "", Map.of(KEY, key), body -> deleted(key, body));
  }

  private static Done deleted(String key, byte[] body) {
    if (!Json.isBlank(body)
        && Json.parseObject(body)
            .readableText(KEY)
            .filter(named -> !named.equals(key))
            .isPresent()) {
      throw new AnswerFormatException("about another access key than the one that was asked for");
    }
    return Done.DONE;
  }

  private static AccessKey read(JsonFields json) {
    return new AccessKey(
        json.text(KEY), json.readableText(NAME), json.optionalInstant("CreatedAt"));
  }

  private static NewAccessKey readNew(JsonFields json) {
    AccessKey key = read(json);
    byte[] secret = json.text("APISecret").getBytes(StandardCharsets.UTF_8);
    return new NewAccessKey(key, SecretBytes.takeFrom(secret));
  }

  private static void requireNotBlank(String what, String text) {
    if (text.isBlank()) {
      throw new InvalidInputException(what + " cannot be blank");
    }
  }

  /**
   * Names where it leads.
   *
   * @return such as {@code AccessOperations[https://ssapi.services.u-blox.com/v1]}
   */
  @Override
  public String toString() {
    return "AccessOperations[" + calls.baseUrl() + "]";
  }
}
