package io.github.thingseal.cloud.internal.http;

import io.github.thingseal.cloud.error.AccessDeniedException;
import io.github.thingseal.cloud.error.BadRequestException;
import io.github.thingseal.cloud.error.ConflictException;
import io.github.thingseal.cloud.error.FailureDetails;
import io.github.thingseal.cloud.error.NotAuthorizedException;
import io.github.thingseal.cloud.error.NotFoundException;
import io.github.thingseal.cloud.error.NotInPlanException;
import io.github.thingseal.cloud.error.ServiceUnavailableException;
import io.github.thingseal.cloud.error.UnexpectedAnswerException;
import io.github.thingseal.cloud.internal.call.ApiRequest;
import io.github.thingseal.cloud.internal.redaction.Redactor;
import io.github.thingseal.cloud.operation.Operation;
import io.github.thingseal.cloud.operation.Operations;
import io.github.thingseal.core.ThingsealException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes typed exceptions of statuses and unreadable answers. */
final class AnswerFailures {
  private static final int QUOTE = 200;
  private static final String NOT_IN_PLAN = "NotInPlan";

  private static final String PROFILE = "DeviceProfileUID";

  /** What names one device: its module, or a key that the module made. */
  private static final List<String> DEVICE =
      List.of("ROTPublicUID", "EncryptedHeader", "PSKIdentity");

  private AnswerFailures() {}

  /** An answer with another status than 2xx. */
  static ThingsealException ofStatus(
      ApiRequest<?> request, String host, FailureDetails details, @Nullable Duration retryAfter) {
    int status = details.status().orElse(0);
    String start = failed(request, host) + answered(details) + ". ";
    boolean signIn = request.operation().name().equals(Operations.AUTHENTICATE.name());
    if (signIn && (status == 400 || status == 401 || status == 404)) {
      return new NotAuthorizedException(
          start
              + "Check access key and secret (the portal lists the keys under Security Services,"
              + " Access Keys), and that the base URL is that of the service",
          details,
          null);
    }
    boolean refresh = request.operation().name().equals(Operations.AUTHENTICATE_REFRESH.name());
    if (refresh && (status == 400 || status == 401)) {
      return new NotAuthorizedException(
          start
              + "The refresh token has expired or was revoked, or the service wants it in another"
              + " way: see TokenRefreshSettings",
          details,
          null);
    }
    return switch (status) {
      case 400 ->
          new BadRequestException(
              start + "Fix the request, or the path and fields assumed for it", details, null);
      case 401 ->
          new NotAuthorizedException(
              start
                  + "The token was just made, so signing in again does not help: check the"
                  + " authorization scheme (RAW or BEARER) and the rights of the access key",
              details,
              null);
      case 403 -> denied(request, start, details);
      case 404 ->
          new NotFoundException(
              start
                  + "Either it does not exist"
                  + ifUnknown(request)
                  + ", or the path "
                  + request.operation().path()
                  + " ("
                  + request.operation().evidence().path()
                  + ") is not the service's; paths can be overridden",
              details,
              null);
      case 409 ->
          new ConflictException(
              start + "The present state does not allow it: read the state, and change that first",
              details,
              null);
      default -> ofOtherStatus(start, status, details, retryAfter);
    };
  }

  private static ThingsealException denied(
      ApiRequest<?> request, String start, FailureDetails details) {
    if (UnknownPath.isSaidBy(details.body())) {
      return unknownPath(request, start, details);
    }
    if (details.code().equals(Optional.of(NOT_IN_PLAN))) {
      return new NotInPlanException(
          start + "The price plan lacks it: choose another plan, or leave it out", details, null);
    }
    return new AccessDeniedException(
        start
            + "Access denied: check that the feature is active, that the price plan includes"
            + " the service, and the rights of the access key"
            + ifBlocked(request),
        details,
        null);
  }

  private static NotFoundException unknownPath(
      ApiRequest<?> request, String start, FailureDetails details) {
    Operation operation = request.operation();
    return new NotFoundException(
        start
            + "An API gateway says so of a path that it does not know, whatever the token: the path"
            + " "
            + operation.path()
            + " ("
            + operation.evidence().path()
            + ") of the operation "
            + operation.name()
            + " is not the service's, or the base URL is not. Override the path with"
            + " SecurityServices.builder().path(...) or a catalogue file",
        details,
        null);
  }

  /** What is published about devices that may not use anything. */
  private static String ifBlocked(ApiRequest<?> request) {
    return isOnADevice(request)
        ? ". A device that was not on the whitelist when it bootstrapped has no features: then"
            + " devices().get(...) says that it is blacklisted, and only the portal unblocks it"
        : "";
  }

  /** What is published about whose a device is, and where profiles come from. */
  private static String ifUnknown(ApiRequest<?> request) {
    if (isOnADevice(request)) {
      return " in this account (a device is in the account whose device profile was sealed into its"
          + " module, once it has bootstrapped: is it sealed, and is the access key of the same"
          + " account?)";
    }
    return request.hasField(PROFILE)
        ? " (device profiles are made in the portal: compare with what it shows)"
        : "";
  }

  private static boolean isOnADevice(ApiRequest<?> request) {
    return !request.hasField(PROFILE) && DEVICE.stream().anyMatch(request::hasField);
  }

  private static ThingsealException ofOtherStatus(
      String start, int status, FailureDetails details, @Nullable Duration retryAfter) {
    if (status == 429) {
      return new ServiceUnavailableException(
          start + "Too many requests: send fewer" + wait(retryAfter), details, retryAfter);
    }
    if (status >= 500) {
      return new ServiceUnavailableException(
          start + "The service has failed: try again later" + wait(retryAfter),
          details,
          retryAfter);
    }
    if (status == 407) {
      return new AccessDeniedException(
          start
              + "A proxy on the way asks for credentials: give them with"
              + " proxy(ProxySettings...withCredentials(...))",
          details,
          null);
    }
    return new UnexpectedAnswerException(
        start + "Redirects are not followed and other statuses are unknown: check the base URL",
        details,
        null);
  }

  /** Status 407 though no proxy is set; OkHttp then does not return the answer. */
  static AccessDeniedException ofUnknownProxy(
      ApiRequest<?> request, String host, FailureDetails details, Throwable cause) {
    return new AccessDeniedException(
        failed(request, host)
            + " with status 407. A proxy on the way asks for credentials, but none is set: name it"
            + " with proxy(ProxySettings...withCredentials(...)), or have it let requests to"
            + " that host pass",
        details,
        cause);
  }

  /** A successful status with something else than the operation promises. */
  static UnexpectedAnswerException ofAnswer(
      ApiRequest<?> request, String host, FailureDetails details, Throwable cause) {
    return new UnexpectedAnswerException(
        failed(request, host)
            + requestId(details)
            + ": with status "
            + details.status().orElse(0)
            + " the service answered "
            + cause.getMessage()
            + ". Check the base URL, the path "
            + request.operation().path()
            + ", and proxies on the way",
        details,
        cause);
  }

  /** How messages begin. */
  static String failed(ApiRequest<?> request, String host) {
    return request.what() + " (POST " + request.operation().path() + " at " + host + ") failed";
  }

  private static String answered(FailureDetails details) {
    String body = details.body().strip();
    return " with status "
        + details.status().orElse(0)
        + requestId(details)
        + (body.isEmpty() ? " and no text" : ": " + Redactor.cut(body, QUOTE));
  }

  private static String requestId(FailureDetails details) {
    return details.requestId().map(id -> " (request id " + id + ")").orElse("");
  }

  private static String wait(@Nullable Duration retryAfter) {
    return retryAfter == null ? "" : ", in " + retryAfter.toSeconds() + " s as it asks";
  }
}
