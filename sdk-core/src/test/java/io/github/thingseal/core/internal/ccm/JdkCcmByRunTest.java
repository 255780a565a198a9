package io.github.thingseal.core.internal.ccm;

class JdkCcmByRunTest extends EngineVectorsTest {
  JdkCcmByRunTest() {
    super(new JdkCcm(true, 0));
  }
}
