package io.github.thingseal.core.internal.ccm;

import java.security.GeneralSecurityException;
import java.security.Provider;
import javax.crypto.Cipher;

/**
 * The modes of AES that CCM is put together from, by the providers that come first when this is
 * made. Later ciphers come from the same ones: they passed the self-test, and what an application
 * does to the list of providers meanwhile has not.
 */
final class AesModes {
  private static final String ECB = "AES/ECB/NoPadding";
  private static final String CTR = "AES/CTR/NoPadding";
  private static final String CBC = "AES/CBC/NoPadding";

  private final Provider ofEcb = first(ECB);
  private final Provider ofCtr = first(CTR);
  private final Provider ofCbc = first(CBC);

  Cipher ecb() {
    return cipher(ECB, ofEcb);
  }

  Cipher ctr() {
    return cipher(CTR, ofCtr);
  }

  Cipher cbc() {
    return cipher(CBC, ofCbc);
  }

  private static Provider first(String transformation) {
    try {
      return Cipher.getInstance(transformation).getProvider();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This JDK lacks " + transformation, e);
    }
  }

  private static Cipher cipher(String transformation, Provider provider) {
    try {
      return Cipher.getInstance(transformation, provider);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(provider + " lacks " + transformation, e);
    }
  }
}
