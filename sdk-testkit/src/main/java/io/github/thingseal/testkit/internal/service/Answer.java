package io.github.thingseal.testkit.internal.service;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** What is to be answered, and the fault that sends it. */
public final class Answer {
  private static final ResponseFault SOUND = new ResponseFault() {};
  private static final String LINE_END = "\r\n";
  private static final String JSON = "application/json";
  private static final String HTML = "text/html; charset=utf-8";

  private final int status;
  private final ObjectNode json;
  private final boolean html;
  private final Map<String, String> headers;
  private final boolean empty;
  private final ResponseFault fault;

  private Answer(
      int status,
      ObjectNode json,
      boolean html,
      Map<String, String> headers,
      boolean empty,
      ResponseFault fault) {
    this.status = status;
    this.json = json;
    this.html = html;
    this.headers = headers;
    this.empty = empty;
    this.fault = fault;
  }

  static Answer ok(ObjectNode json) {
    return new Answer(200, json, false, Map.of(), false, SOUND);
  }

  /** An error with a message for people. */
  public static Answer error(int status, String message) {
    return error(status, message, "");
  }

  /** An error with a reason for programs, unless that is empty. */
  public static Answer error(int status, String message, String code) {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("message", message);
    if (!code.isEmpty()) {
      json.put("Code", code);
    }
    return new Answer(status, json, false, Map.of(), false, SOUND);
  }

  /** A page for people. */
  public static Answer html(int status) {
    return new Answer(status, JsonNodeFactory.instance.objectNode(), true, Map.of(), false, SOUND);
  }

  /** The same with a header; one without a value is left out. */
  public Answer header(String name, String value) {
    if (value.isEmpty()) {
      return this;
    }
    Map<String, String> all = new LinkedHashMap<>(headers);
    all.put(name, value);
    return new Answer(status, json, html, all, empty, fault);
  }

  /** The same with nothing behind the headers. */
  public Answer withoutBody() {
    return new Answer(status, json, html, headers, true, fault);
  }

  /** The same, to be sent as a fault does. */
  Answer withFault(ResponseFault sender) {
    return new Answer(status, json, html, headers, empty, sender);
  }

  /** The JSON object, still open to change. */
  public ObjectNode json() {
    return json;
  }

  /** Sends it. */
  ResponseFault fault() {
    return fault;
  }

  /** How many bytes the body has. */
  int bodyLength() {
    return body().length;
  }

  /** Writes the answer down for the wire. */
  byte[] toBytes(boolean withBody, boolean closing) {
    byte[] body = body();
    StringBuilder head = new StringBuilder();
    head.append("HTTP/1.1 ").append(status).append(' ').append(reason()).append(LINE_END);
    header(head, "Content-Type", html ? HTML : JSON);
    headers.forEach((name, value) -> header(head, name, value));
    if (status == 405) {
      header(head, "Allow", "POST");
    }
    header(head, "Content-Length", Integer.toString(body.length));
    if (closing) {
      header(head, "Connection", "close");
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(head.append(LINE_END).toString().getBytes(StandardCharsets.US_ASCII));
    if (withBody) {
      bytes.writeBytes(body);
    }
    return bytes.toByteArray();
  }

  private static void header(StringBuilder head, String name, String value) {
    head.append(name).append(": ").append(value).append(LINE_END);
  }

  private byte[] body() {
    if (empty) {
      return new byte[0];
    }
    return (html ? page() : json.toString()).getBytes(StandardCharsets.UTF_8);
  }

  private String page() {
    return String.format(
        Locale.ROOT,
        """
        <html>
        <head><title>%1$d %2$s</title></head>
        <body><center><h1>%1$d %2$s</h1></center></body>
        </html>
        """,
        status,
        reason());
  }

  private String reason() {
    return switch (status) {
      case 200 -> "OK";
      case 400 -> "Bad Request";
      case 401 -> "Unauthorized";
      case 403 -> "Forbidden";
      case 404 -> "Not Found";
      case 405 -> "Method Not Allowed";
      case 409 -> "Conflict";
      case 413 -> "Content Too Large";
      case 417 -> "Expectation Failed";
      case 421 -> "Misdirected Request";
      case 429 -> "Too Many Requests";
      case 431 -> "Request Header Fields Too Large";
      case 500 -> "Internal Server Error";
      case 501 -> "Not Implemented";
      case 502 -> "Bad Gateway";
      case 503 -> "Service Unavailable";
      case 504 -> "Gateway Timeout";
      case 505 -> "HTTP Version Not Supported";
      default -> "Simulated";
    };
  }
}
