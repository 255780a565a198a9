package io.github.thingseal.testkit.internal.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.thingseal.testkit.ReceivedRequest;
import io.github.thingseal.testkit.ServiceFault.Effect;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns a request into an answer: paths, tokens, bodies, errors, and the faults on demand. */
public final class ServiceFront {
  /** Far above every known request. */
  static final int MAX_BODY_BYTES = 1 << 20;

  private static final Logger LOG = LoggerFactory.getLogger(ServiceFront.class);
  private static final String BEARER = "Bearer ";
  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final Cloud cloud;
  private final OperationTable operations;
  private final TokenIssuer tokens;
  private final FaultBook faults;
  private final RequestLog log;
  private final int maxPageSize;

  /** Opens the front of a service. */
  public ServiceFront(Cloud cloud, TokenIssuer tokens, RequestLog log, RestSettings settings) {
    this.cloud = cloud;
    this.operations = Operations.of(cloud, tokens, settings.portalOverRest());
    this.tokens = tokens;
    this.faults = new FaultBook(new FaultTargets(operations));
    this.log = log;
    this.maxPageSize = settings.maxPageSize();
  }

  /** What goes wrong on demand. */
  public FaultBook faults() {
    return faults;
  }

  /** Answers what is not even a request, or none that may be asked. */
  Answer refuse(Refusal refusal) {
    return complete(refused(refusal));
  }

  /** Answers one request; the effect is what the connection has to do to the answer. */
  Answer answer(Exchange exchange) {
    log.add(logged(exchange));
    SiteCheck.check(exchange);
    Optional<Effect> effect = faults.next(exchange.path());
    return complete(
        effect
            .flatMap(ServiceFront::instead)
            .orElseGet(() -> disturbed(carryOut(exchange), effect)));
  }

  private static Answer refused(Refusal refusal) {
    return Answer.error(refusal.status(), String.valueOf(refusal.getMessage()), refusal.code());
  }

  /** What comes in the place of the operation. */
  private static Optional<Answer> instead(Effect effect) {
    if (effect instanceof Effect.Status status) {
      return Optional.of(
          Answer.error(status.code(), "Simulated error " + status.code())
              .header("Retry-After", status.retryAfter()));
    }
    if (effect instanceof Effect.Refused refused) {
      return Optional.of(Answer.error(refused.status(), refused.message(), refused.code()));
    }
    if (effect instanceof Effect.UnknownPath) {
      return Optional.of(
          Answer.error(403, "Missing Authentication Token")
              .header("x-amzn-ErrorType", "MissingAuthenticationTokenException"));
    }
    return effect instanceof Effect.HtmlPage page
        ? Optional.of(Answer.html(page.code()))
        : Optional.empty();
  }

  private Answer carryOut(Exchange exchange) {
    try {
      return Answer.ok(operate(exchange));
    } catch (Refusal e) {
      return refused(e);
    } catch (RuntimeException e) {
      LOG.error("The simulated service failed at {}", exchange.path(), e);
      return Answer.error(500, "Internal Server Error");
    }
  }

  private ObjectNode operate(Exchange exchange) {
    OperationTable.Entry operation =
        operations
            .find(exchange.path())
            .filter(found -> exchange.known())
            .orElseThrow(() -> Refusal.notFound("Not Found"));
    if (!exchange.method().equals("POST")) {
      throw Refusal.methodNotAllowed("Method Not Allowed: every operation is a POST");
    }
    String accessKey = operation.open() ? "" : tokens.check(token(exchange));
    if (exchange.bodySize() > MAX_BODY_BYTES) {
      throw Refusal.tooLarge("The body has " + exchange.bodySize() + " bytes");
    }
    OperationTable.Call call =
        new OperationTable.Call(exchange, RequestBody.parse(exchange.bodyBytes(), maxPageSize));
    return operation.open()
        ? operation.work().apply(call)
        : cloud.exclusively(() -> operate(operation, accessKey, call));
  }

  private ObjectNode operate(
      OperationTable.Entry operation, String accessKey, OperationTable.Call call) {
    if (!cloud.accessKeys().exists(accessKey)) {
      throw Refusal.unauthorized("Unauthorized");
    }
    return operation.work().apply(call);
  }

  /** The vendor's own sample sends the token bare, its documentation calls it a bearer token. */
  private static String token(Exchange exchange) {
    String value =
        exchange.header("authorization").orElseThrow(() -> Refusal.unauthorized("Unauthorized"));
    boolean bearer = value.regionMatches(true, 0, BEARER, 0, BEARER.length());
    return bearer ? value.substring(BEARER.length()).strip() : value;
  }

  private Answer disturbed(Answer answer, Optional<Effect> effect) {
    if (effect.isEmpty()) {
      return answer;
    }
    if (effect.get() instanceof Effect.MissingField missing) {
      answer.json().remove(missing.name());
    } else if (effect.get() instanceof Effect.ExtraField extra) {
      answer.json().put(extra.name(), extra.value());
    } else if (effect.get() instanceof Effect.WrongType wrong) {
      changeType(answer.json(), wrong.name());
    } else if (effect.get() instanceof Effect.ExpiredToken && answer.json().has("AuthToken")) {
      answer.json().put("AuthToken", tokens.issueExpired());
    }
    return answer.withEffect(effect.get());
  }

  private static void changeType(ObjectNode json, String name) {
    JsonNode value = json.path(name);
    if (value.isTextual()) {
      json.put(name, value.textValue().length());
    } else if (!value.isMissingNode()) {
      json.put(name, value.toString());
    }
  }

  /** What every answer has. */
  private Answer complete(Answer answer) {
    return answer
        .header("Date", HTTP_DATE.format(cloud.now()))
        .header("x-amzn-RequestId", RandomText.uuid(cloud.random()));
  }

  private static ReceivedRequest logged(Exchange exchange) {
    Map<String, List<String>> headers = new LinkedHashMap<>();
    exchange.headers().forEach((name, values) -> headers.put(name, Redaction.header(name, values)));
    return new ReceivedRequest(
        exchange.method(), exchange.path(), headers, Redaction.body(exchange.bodyBytes()));
  }
}
