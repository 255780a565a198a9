package io.github.thingseal.examples.simulator.console;

import io.github.thingseal.testkit.ServiceFault;
import java.time.Duration;
import java.util.Arrays;

/** The faults of the service that the console offers. */
enum ServiceFaultChoice {
  STATUS("error status (its number)"),
  HTML_PAGE("page for people (its status)"),
  EMPTY_BODY("empty body"),
  HALF_BODY("connection ends in the middle of the body"),
  NO_ANSWER("no answer"),
  RESET("connection reset"),
  SLOW("late answer (milliseconds)"),
  EXPIRED_TOKEN("token that has expired already");

  private final String title;

  ServiceFaultChoice(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }

  ServiceFault make(int amount) {
    return switch (this) {
      case STATUS -> ServiceFault.status(amount);
      case HTML_PAGE -> ServiceFault.htmlPage(amount);
      case EMPTY_BODY -> ServiceFault.emptyBody();
      case HALF_BODY -> ServiceFault.halfBody();
      case NO_ANSWER -> ServiceFault.noAnswer();
      case RESET -> ServiceFault.reset();
      case SLOW -> ServiceFault.slow(Duration.ofMillis(amount));
      case EXPIRED_TOKEN -> ServiceFault.expiredToken();
    };
  }

  static ServiceFaultChoice named(String name) {
    return Arrays.stream(values())
        .filter(fault -> fault.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new ConsoleRefusal(400, "There is no fault \"" + name + "\""));
  }
}
