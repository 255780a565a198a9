package io.github.thingseal.testkit.internal.module.dialogue;

/** Why a command fails. */
public sealed interface CommandError permits CmeError, CmsError {
  /** The final result code under a setting of +CMEE. */
  String resultCode(int cmee);
}
