package io.github.thingseal.testkit.internal.module.radio;

import io.github.thingseal.testkit.internal.module.dialogue.PortSettings.Registration;

/** What {@code +CREG}, {@code +CGREG} and {@code +CEREG} say of the registration. */
public final class RegistrationReport {
  private static final String CELL = "\"0001\",\"01a2d001\"";
  private static final String POWER_SAVING = ",,,\"00100010\",\"10111110\"";

  private final Radio radio;
  private final boolean longForms;

  RegistrationReport(Radio radio, boolean longForms) {
    this.radio = radio;
    this.longForms = longForms;
  }

  /** What stands after {@code +CEREG:} in a URC. */
  public String unsolicited(Registration of, int mode) {
    int status = radio.status();
    if (mode < 2 || status != 1) {
      return Integer.toString(status);
    }
    boolean sleepTimers = of == Registration.CEREG && mode > 3;
    int technology = radio.technologies().accessTechnology();
    return status + "," + CELL + "," + technology + (sleepTimers ? POWER_SAVING : "");
  }

  /** What stands after {@code +CEREG:} in the answer to the read form. */
  public String answer(Registration of, int mode) {
    String text = unsolicited(of, mode);
    boolean odd = longForms && text.endsWith(POWER_SAVING);
    return mode + "," + (odd ? text.replace(CELL, CELL + ",\"1\"") : text);
  }
}
