package io.github.thingseal.core.internal.ccm;

class JdkCcmTest extends EngineVectorsTest {
  JdkCcmTest() {
    super(new JdkCcm(false));
  }
}
