package io.github.thingseal.core.internal.ccm;

class JdkCcmTest extends CcmVectorsTest {
  JdkCcmTest() {
    super(new JdkCcm(false));
  }
}
