package io.github.thingseal.examples.quickstart;

import io.github.thingseal.at.module.ModuleOptions;
import io.github.thingseal.at.transport.Transport;
import io.github.thingseal.cloud.SecurityServices;
import io.github.thingseal.core.id.DeviceProfileUid;
import java.util.Optional;

/** What the main job runs against: a module, a service, and an account with a device profile. */
interface World extends AutoCloseable {
  /** Where module and service are, for people. */
  String description();

  /** A line to the module. */
  Transport openLine();

  /** A client of the service, signed in with the account's access key. */
  SecurityServices openServices();

  /** How to talk to the module. */
  ModuleOptions moduleOptions();

  /** The device profile to seal. */
  DeviceProfileUid profile();

  /** What only a simulation can do, empty in the real world. */
  Optional<Simulation> simulation();

  @Override
  void close();
}
