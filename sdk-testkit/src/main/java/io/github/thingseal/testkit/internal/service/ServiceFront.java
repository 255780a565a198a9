package io.github.thingseal.testkit.internal.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.thingseal.testkit.ReceivedRequest;
import io.github.thingseal.testkit.ServiceFault.Effect;
import java.util.LinkedHashMap;
import java.util.List;
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

  private final Cloud cloud;
  private final Operations operations;
  private final TokenIssuer tokens;
  private final FaultBook faults;
  private final RequestLog log;

  /** Opens the front of a service. */
  public ServiceFront(Cloud cloud, TokenIssuer tokens, FaultBook faults, RequestLog log) {
    this.cloud = cloud;
    this.operations = new Operations(cloud);
    this.tokens = tokens;
    this.faults = faults;
    this.log = log;
  }

  /** Answers what is not even a request, or none that may be asked. */
  Answer refuse(Refusal refusal) {
    return Answer.error(refusal.status(), String.valueOf(refusal.getMessage()))
        .withRequestId(newRequestId());
  }

  /** Answers one request; the effect is what the connection has to do to the answer. */
  Answer answer(Exchange exchange) {
    log.add(logged(exchange));
    SiteCheck.check(exchange);
    Optional<Effect> effect = faults.next(exchange.path());
    if (effect.isPresent() && effect.get() instanceof Effect.Status status) {
      return Answer.error(status.code(), "Simulated error " + status.code())
          .retryAfter(status.retryAfter())
          .withRequestId(newRequestId());
    }
    if (effect.isPresent() && effect.get() instanceof Effect.HtmlPage page) {
      return Answer.html(page.code()).withRequestId(newRequestId());
    }
    return disturbed(carryOut(exchange, effect), effect).withRequestId(newRequestId());
  }

  private Answer carryOut(Exchange exchange, Optional<Effect> effect) {
    try {
      return Answer.ok(operate(exchange, effect));
    } catch (Refusal e) {
      return Answer.error(e.status(), String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      LOG.error("The simulated service failed at {}", exchange.path(), e);
      return Answer.error(500, "Internal Server Error");
    }
  }

  private ObjectNode operate(Exchange exchange, Optional<Effect> effect) {
    boolean authenticate = exchange.path().equals(AnswerFields.AUTHENTICATE);
    if (!exchange.known() || (!authenticate && !operations.knows(exchange.path()))) {
      throw Refusal.notFound("Not Found");
    }
    if (!exchange.method().equals("POST")) {
      throw Refusal.methodNotAllowed("Method Not Allowed: every operation is a POST");
    }
    if (!authenticate) {
      tokens.check(token(exchange));
    }
    if (exchange.bodySize() > MAX_BODY_BYTES) {
      throw Refusal.tooLarge("The body has " + exchange.bodySize() + " bytes");
    }
    RequestBody body = RequestBody.parse(exchange.bodyBytes());
    return authenticate ? authenticate(body, effect) : operations.answer(exchange.path(), body);
  }

  private ObjectNode authenticate(RequestBody body, Optional<Effect> effect) {
    if (!cloud.admits(body.text("APIKey"), body.text("APISecret"))) {
      throw Refusal.unauthorized("Not Authorized");
    }
    boolean expired = effect.isPresent() && effect.get() instanceof Effect.ExpiredToken;
    return JsonNodeFactory.instance
        .objectNode()
        .put("AuthToken", expired ? tokens.issueExpired() : tokens.issue())
        .put("RefreshToken", tokens.refreshToken());
  }

  /** The vendor's own sample sends the token bare, its documentation calls it a bearer token. */
  private static String token(Exchange exchange) {
    String value =
        exchange.header("authorization").orElseThrow(() -> Refusal.unauthorized("Unauthorized"));
    boolean bearer = value.regionMatches(true, 0, BEARER, 0, BEARER.length());
    return bearer ? value.substring(BEARER.length()).strip() : value;
  }

  private static Answer disturbed(Answer answer, Optional<Effect> effect) {
    if (effect.isEmpty()) {
      return answer;
    }
    if (effect.get() instanceof Effect.MissingField missing) {
      answer.json().remove(missing.name());
    } else if (effect.get() instanceof Effect.ExtraField extra) {
      answer.json().put(extra.name(), extra.value());
    } else if (effect.get() instanceof Effect.WrongType wrong) {
      changeType(answer.json(), wrong.name());
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

  private String newRequestId() {
    return RandomText.uuid(cloud.random());
  }

  private static ReceivedRequest logged(Exchange exchange) {
    Map<String, List<String>> headers = new LinkedHashMap<>();
    exchange.headers().forEach((name, values) -> headers.put(name, Redaction.header(name, values)));
    return new ReceivedRequest(
        exchange.method(), exchange.path(), headers, Redaction.body(exchange.bodyBytes()));
  }
}
