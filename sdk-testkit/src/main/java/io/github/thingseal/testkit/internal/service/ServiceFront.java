package io.github.thingseal.testkit.internal.service;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.thingseal.testkit.ReceivedRequest;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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

  /** Answers one request; a fault may have to send the answer. */
  Answer answer(ServiceRequest request) {
    log.add(logged(request));
    SiteCheck.check(request);
    return complete(
        faults
            .next(request.path())
            .map(fault -> struck(fault, request))
            .orElseGet(() -> carryOut(request)));
  }

  private static Answer refused(Refusal refusal) {
    return Answer.error(refusal.status(), String.valueOf(refusal.getMessage()), refusal.code());
  }

  private Answer carryOut(ServiceRequest request) {
    try {
      return Answer.ok(operate(request));
    } catch (Refusal e) {
      return refused(e);
    } catch (RuntimeException e) {
      LOG.error("The simulated service failed at {}", request.path(), e);
      return Answer.error(500, "Internal Server Error");
    }
  }

  private ObjectNode operate(ServiceRequest request) {
    OperationTable.Entry operation =
        operations
            .find(request.path())
            .filter(found -> request.known())
            .orElseThrow(() -> Refusal.notFound("Not Found"));
    if (!request.method().equals("POST")) {
      throw Refusal.methodNotAllowed("Method Not Allowed: every operation is a POST");
    }
    String accessKey = operation.open() ? "" : tokens.check(token(request));
    if (request.bodySize() > MAX_BODY_BYTES) {
      throw Refusal.tooLarge("The body has " + request.bodySize() + " bytes");
    }
    OperationTable.Call call =
        new OperationTable.Call(request, RequestBody.parse(request.bodyBytes(), maxPageSize));
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
  private static String token(ServiceRequest request) {
    String value =
        request.header("authorization").orElseThrow(() -> Refusal.unauthorized("Unauthorized"));
    boolean bearer = value.regionMatches(true, 0, BEARER, 0, BEARER.length());
    return bearer ? value.substring(BEARER.length()).strip() : value;
  }

  private Answer struck(ResponseFault fault, ServiceRequest request) {
    return fault
        .instead()
        .orElseGet(() -> fault.change(carryOut(request), tokens::issueExpired).withFault(fault));
  }

  /** What every answer has. */
  private Answer complete(Answer answer) {
    return answer
        .header("Date", HTTP_DATE.format(cloud.now()))
        .header("x-amzn-RequestId", RandomText.uuid(cloud.random()));
  }

  private static ReceivedRequest logged(ServiceRequest request) {
    Map<String, List<String>> headers = new LinkedHashMap<>();
    request.headers().forEach((name, values) -> headers.put(name, Redaction.header(name, values)));
    return new ReceivedRequest(
        request.method(), request.path(), headers, Redaction.body(request.bodyBytes()));
  }
}
