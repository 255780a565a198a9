package io.github.thingseal.core.internal.ccm;

class JdkCcmByBlockTest extends CcmVectorsTest {
  JdkCcmByBlockTest() {
    super(new JdkCcm(false, Integer.MAX_VALUE));
  }
}
