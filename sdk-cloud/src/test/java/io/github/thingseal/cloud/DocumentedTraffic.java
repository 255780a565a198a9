package io.github.thingseal.cloud;

import io.github.thingseal.cloud.operation.ServiceDocument;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;
import okio.Buffer;

/** Holds what a client sends, and what succeeds at the service, against the document. */
final class DocumentedTraffic implements Interceptor {
  private static final String BASE = "/v1";

  private final ServiceDocument document;
  private final Set<String> answered = new ConcurrentSkipListSet<>();
  private final List<String> faults = new CopyOnWriteArrayList<>();

  DocumentedTraffic(ServiceDocument document) {
    this.document = document;
  }

  /** The operations that succeeded. */
  Set<String> answered() {
    return answered;
  }

  /** What is not as the document says. */
  List<String> faults() {
    return faults;
  }

  /** Forgets all. */
  void clear() {
    answered.clear();
    faults.clear();
  }

  @Override
  public Response intercept(Chain chain) throws IOException {
    Request request = chain.request();
    String path = request.url().encodedPath();
    String operation =
        document.operationAt(path.startsWith(BASE) ? path.substring(BASE.length()) : path);
    Buffer sent = new Buffer();
    Objects.requireNonNull(request.body()).writeTo(sent);
    String asked = sent.readUtf8();
    note(operation, document.faultsOfRequest(operation, asked));
    Response response = chain.proceed(request);
    if (response.isSuccessful()) {
      String answer = response.peekBody(Long.MAX_VALUE).string();
      note(operation, document.faultsOfAnswer(operation, answer));
      answered.add(operation);
    }
    return response;
  }

  private void note(String operation, List<String> found) {
    found.forEach(fault -> faults.add(operation + ": " + fault));
  }
}
