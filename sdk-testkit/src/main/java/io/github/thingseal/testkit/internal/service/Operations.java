package io.github.thingseal.testkit.internal.service;

/** All operations of the service. */
final class Operations {
  private Operations() {}

  /**
   * Makes the table.
   *
   * @param portalOverRest whether it has what real customers find in the portal only
   */
  static OperationTable of(Cloud cloud, TokenIssuer tokens, boolean portalOverRest) {
    OperationTable table = new OperationTable(portalOverRest);
    AccessOperations.addTo(table, cloud, tokens);
    ProfileOperations.addTo(table, cloud);
    DeviceOperations.addTo(table, cloud);
    FeatureOperations.addTo(table, cloud);
    WhitelistOperations.addTo(table, cloud);
    ProtectionOperations.addTo(table, cloud);
    CertificateOperations.addTo(table, cloud);
    EventOperations.addTo(table, cloud);
    return table;
  }
}
