package io.github.thingseal.testkit.internal.service;

/** Types of events, all of our own. */
final class EventType {
  static final String BOOTSTRAPPED = "Bootstrapped";
  static final String CLAIMED = "Claimed";
  static final String CLAIM_REJECTED = "ClaimRejected";
  static final String WHITELIST_MISS = "WhitelistMiss";
  static final String UNBLOCKED = "Unblocked";
  static final String CLONE_REJECTED = "CloneRejected";
  static final String SUSPICIOUS = "Suspicious";
  static final String FEATURES_CHANGED = "FeaturesChanged";
  static final String PRICE_PLAN_CHANGED = "PricePlanChanged";
  static final String KEY_SET_ROTATED = "KeySetRotated";
  static final String ACCESS_KEY_CREATED = "AccessKeyCreated";
  static final String ACCESS_KEY_DELETED = "AccessKeyDeleted";
  static final String PROFILE_CREATED = "ProfileCreated";
  static final String PROFILE_UPDATED = "ProfileUpdated";
  static final String AUTHORITY_CREATED = "CertificateAuthorityCreated";
  static final String CERTIFICATE_ISSUED = "CertificateIssued";

  private EventType() {}
}
