package io.github.thingseal.at.c2c;

import io.github.thingseal.core.secret.SecretBytes;

/** The keys that the vectors were computed with. */
public final class VectorKeys {
  private static final String TE_SECRET = "0001020304050607f8f9fafbfcfdfeff";
  private static final String KEY = "1011121314151617e8e9eaebecedeeef";
  private static final String HMAC_KEY = "2021222324252627d8d9dadbdcdddedf";

  private VectorKeys() {}

  public static C2cKeys of(int version) {
    SecretBytes teSecret = SecretBytes.fromHex(TE_SECRET);
    SecretBytes key = SecretBytes.fromHex(KEY);
    return version == 1
        ? C2cKeys.v1(teSecret, key)
        : C2cKeys.of(teSecret, key, SecretBytes.fromHex(HMAC_KEY));
  }
}
