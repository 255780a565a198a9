package io.github.thingseal.docs;

import io.github.thingseal.OnboardingPlan;
import io.github.thingseal.core.e2e.E2eMessage;
import io.github.thingseal.core.psk.Psk;

/** What the snippets of the documents call, and readers have of their own. */
abstract class Snippets {
  void show(Object any) {}

  boolean confirmed(OnboardingPlan plan) {
    return false;
  }

  void connect(Psk psk) {}

  void store(byte[] blob) {}

  byte[] stored() {
    return new byte[0];
  }

  E2eMessage later(byte[] reading) {
    throw new UnsupportedOperationException();
  }
}
