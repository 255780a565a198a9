package io.github.thingseal.cloud;

import io.github.thingseal.cloud.internal.json.Json;
import io.github.thingseal.cloud.operation.Operation;
import io.github.thingseal.cloud.operation.Operations;
import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.id.RotPublicUid;
import io.github.thingseal.core.internal.arguments.Arguments;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * The list of modules that may be provisioned automatically. Paths and fields are assumed.
 *
 * <p>It counts at the moment in which a module is assigned to the account: when a sealed module
 * bootstraps, or when one that bootstrapped before it was sealed is sealed. A module that is not
 * listed then still bootstraps and is assigned, but has no features: it is {@link
 * DeviceState#ALLOCATED} and blacklisted (published). Listing it later does not change that; only
 * the portal unblocks it. That a module without a profile is not judged at its bootstrap is
 * derived: it belongs to no account yet.
 *
 * <p>Changes may be repeated: a module put on the list twice is on it, a module taken off twice is
 * not. An answer to a change that names another module is refused with an {@code
 * UnexpectedAnswerException}.
 */
public final class WhitelistOperations {
  private final Calls calls;

  WhitelistOperations(Calls calls) {
    this.calls = calls;
  }

  /**
   * Puts modules on the whitelist. Has no effect on a module that has been assigned to the account
   * already.
   *
   * @param uids the modules, one or more
   * @return the call
   * @throws InvalidInputException if there is none
   */
  public ServiceCall<Done> add(RotPublicUid... uids) {
    Arguments.requiredElements(uids, "uids");
    return add(Arrays.asList(uids));
  }

  /**
   * Puts modules on the whitelist. Has no effect on a module that has been assigned to the account
   * already.
   *
   * @param uids the modules, one or more
   * @return the call
   * @throws InvalidInputException if there is none
   */
  public ServiceCall<Done> add(Collection<RotPublicUid> uids) {
    Arguments.requiredElements(uids, "uids");
    return change(Operations.WHITELIST_ADD, uids);
  }

  /**
   * Takes modules off the whitelist.
   *
   * @param uids the modules, one or more
   * @return the call
   * @throws InvalidInputException if there is none
   */
  public ServiceCall<Done> remove(RotPublicUid... uids) {
    Arguments.requiredElements(uids, "uids");
    return remove(Arrays.asList(uids));
  }

  /**
   * Takes modules off the whitelist.
   *
   * @param uids the modules, one or more
   * @return the call
   * @throws InvalidInputException if there is none
   */
  public ServiceCall<Done> remove(Collection<RotPublicUid> uids) {
    Arguments.requiredElements(uids, "uids");
    return change(Operations.WHITELIST_REMOVE, uids);
  }

  /**
   * The modules on the whitelist.
   *
   * @return the call
   */
  public ServiceCall<List<ReportedUid>> list() {
    return calls.call(
        Operations.WHITELIST_LIST,
        "",
        Map.of(),
        body ->
            Json.parseObject(body).uids(AskedFor.ROT_PUBLIC_UIDS).stream()
                .map(ReportedUid::new)
                .toList());
  }

  private ServiceCall<Done> change(Operation operation, Collection<RotPublicUid> uids) {
    if (uids.isEmpty()) {
      throw new InvalidInputException(operation.name() + " needs one RoTPublicUID or more");
    }
    List<RotPublicUid> asked = List.copyOf(uids);
    List<String> texts = asked.stream().map(RotPublicUid::hex).toList();
    String subject =
        texts.size() == 1 ? "RoTPublicUID " + texts.get(0) : texts.size() + " RoTPublicUIDs";
    return calls.call(
        operation,
        subject,
        Map.of(AskedFor.ROT_PUBLIC_UIDS, texts),
        body -> AskedFor.changeOf(asked, body));
  }

  /**
   * Names where it leads.
   *
   * @return such as {@code WhitelistOperations[https://ssapi.services.u-blox.com/v1]}
   */
  @Override
  public String toString() {
    return "WhitelistOperations[" + calls.baseUrl() + "]";
  }
}
