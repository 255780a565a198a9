package io.github.thingseal.core.internal.ccm;

class JdkCcmByRunTest extends CcmVectorsTest {
  JdkCcmByRunTest() {
    super(new JdkCcm(true, 0));
  }
}
