package io.github.thingseal.core.internal.ccm;

class BouncyCastleCcmTest extends CcmVectorsTest {
  BouncyCastleCcmTest() {
    super(new BouncyCastleCcm());
  }
}
