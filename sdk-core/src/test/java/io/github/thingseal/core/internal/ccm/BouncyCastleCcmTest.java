package io.github.thingseal.core.internal.ccm;

class BouncyCastleCcmTest extends EngineVectorsTest {
  BouncyCastleCcmTest() {
    super(new BouncyCastleCcm());
  }
}
