package io.github.thingseal.testkit.internal.certificates;

import java.io.IOException;
import java.security.PrivateKey;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.crypto.Signer;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.signers.DSADigestSigner;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.bc.BcECContentSignerBuilder;

/**
 * ECDSA by RFC 6979: the same key signs the same with the same, so certificates can be compared.
 */
final class RepeatableSigner extends BcECContentSignerBuilder {
  private static final AlgorithmIdentifier ECDSA_SHA256 =
      new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA256);
  private static final AlgorithmIdentifier SHA256 =
      new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha256);

  private RepeatableSigner() {
    super(ECDSA_SHA256, SHA256);
  }

  static ContentSigner of(PrivateKey key) throws IOException, OperatorCreationException {
    return new RepeatableSigner().build(PrivateKeyFactory.createKey(key.getEncoded()));
  }

  @Override
  protected Signer createSigner(AlgorithmIdentifier signature, AlgorithmIdentifier digest) {
    return new DSADigestSigner(
        new ECDSASigner(new HMacDSAKCalculator(new SHA256Digest())), new SHA256Digest());
  }
}
