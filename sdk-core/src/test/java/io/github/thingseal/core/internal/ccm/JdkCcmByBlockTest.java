package io.github.thingseal.core.internal.ccm;

class JdkCcmByBlockTest extends EngineVectorsTest {
  JdkCcmByBlockTest() {
    super(new JdkCcm(false, Integer.MAX_VALUE));
  }
}
