package io.github.thingseal.cloud;

import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.internal.arguments.Arguments;

/**
 * A price plan. The names of the vendor's four are published, their use in JSON is assumed. The
 * service may know more than are known here.
 *
 * @param name the name in JSON
 */
public record PricePlan(String name) {
  /** Free of charge, for up to 10 active devices (published). */
  public static final PricePlan DEVELOPER = new PricePlan("Developer");

  /** One of the vendor's plans (published). */
  public static final PricePlan DAILY = new PricePlan("Daily");

  /** One of the vendor's plans (published). */
  public static final PricePlan FLEX = new PricePlan("Flex");

  /** One of the vendor's plans (published). */
  public static final PricePlan FREEDOM = new PricePlan("Freedom");

  /** A plan without services (name assumed). */
  public static final PricePlan NONE = new PricePlan("None");

  /**
   * Checks the name.
   *
   * @param name the name in JSON
   * @throws InvalidInputException if it is blank
   */
  public PricePlan {
    Arguments.required(name, "name");
    if (name.isBlank()) {
      throw new InvalidInputException("The name of a price plan cannot be blank");
    }
  }

  /**
   * A plan by its name.
   *
   * @param name the name in JSON
   * @return the plan
   * @throws InvalidInputException if it is blank
   */
  public static PricePlan of(String name) {
    return new PricePlan(name);
  }

  /**
   * The name.
   *
   * @return the same as {@link #name()}
   */
  @Override
  public String toString() {
    return name;
  }
}
