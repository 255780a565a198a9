package io.github.thingseal.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.thingseal.core.InvalidInputException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Plain HTTP stays on this machine, whatever a URL parser or a resolver makes of the text. */
class BaseUrlTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.300.0.1/",
        "http://127.0.0.256/",
        "http://127.0.0.01/",
        "http://127.000.0.1/",
        "http://127.1/",
        "http://127.0.1/",
        "http://127/",
        "http://0x7f.1/",
        "http://0x7f.0.0.1/",
        "http://0177.0.0.1/",
        "http://2130706433/",
        "http://127.0.0.1./",
        "http://localhost./",
        "http://localhost.localdomain/",
        "http://sub.localhost/",
        "http://localhost.evil.com/",
        "http://127.0.0.1.evil.com/",
        "http://127.0.0.1.nip.io/",
        "http://[::ffff:127.0.0.1]/",
        "http://[::ffff:7f00:1]/",
        "http://[0:0:0:0:0:0:0:1]/",
        "http://[::1%25eth0]/",
        "http://[::]/",
        "http://0/",
        "http://128.0.0.1/",
        "http://user@127.0.0.1/",
        "http://user:pw@localhost/",
        "http://localhost@evil.com/",
        "http://localhost:pw@evil.com/",
        "http://evil.com#localhost/",
        "http://evil.com?http://localhost/",
        "http://evil.com\\@localhost/",
        "http:\\\\localhost/",
        "http:/localhost/",
        "http:localhost/",
        " http://localhost/",
        "http://%6c%6f%63%61%6c%68%6f%73%74/",
        "http://\uff11\uff12\uff17.0.0.1/",
        "http://127\u30020\u30020\u30021/",
        "http://\u24db\u24de\u24d2\u24d0\u24db\u24d7\u24de\u24e2\u24e3/",
        "http://l\u00f8calhost/",
        "http://local\u00adhost/",
        "http://localhost\tevil.com/",
        "http://localhost:99999/",
        "http://localhost:80:81/",
        "ftp://127.0.0.1/",
      })
  void http_whenTheHostIsNotPlainlyThisMachine_isRefused(String url) {
    assertThatThrownBy(() -> SecurityServices.builder().baseUrl(url))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageNotContaining("pw");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1/",
        "http://127.0.0.1",
        "http://127.255.255.255:8080/v1",
        "http://127.0.0.2/v1/",
        "http://localhost",
        "HTTP://LocalHost:1/v1",
        "http://[::1]:65535/v1",
        "https://127.300.0.1/",
        "https://ssapi.services.u-blox.com/v1",
      })
  void url_whenItStaysOnThisMachineOrIsEncrypted_isTaken(String url) {
    assertThat(SecurityServices.builder().baseUrl(url)).isNotNull();
  }
}
