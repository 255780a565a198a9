package io.github.thingseal.testkit.internal.module;

/** Why a command fails. */
sealed interface CommandError permits CmeError, CmsError {
  /** The final result code under a setting of +CMEE. */
  String resultCode(int cmee);
}
