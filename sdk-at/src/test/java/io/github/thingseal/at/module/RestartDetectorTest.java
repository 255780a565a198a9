package io.github.thingseal.at.module;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.thingseal.at.module.ModuleOptions.Recovery;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RestartDetectorTest {
  private final List<RestartSign> news = new ArrayList<>();
  private final List<Boolean> recovering = new ArrayList<>();
  private final RestartDetector detector =
      new RestartDetector(new Recovery(3, () -> {}), this::unanswered);

  private void unanswered() {
    recovering.add(detector.sign().isPresent());
  }

  @BeforeEach
  void watch() {
    detector.tell(news::add);
    detector.resume();
  }

  @Test
  void noise_whileTheModuleIsWatched_isHeardAndNoSign() {
    detector.onNoise();
    assertThat(detector.isNoisy()).isTrue();
    assertThat(detector.sign()).isEmpty();
  }

  @Test
  void noise_whileTheModuleIsNotWatched_isNotHeard() {
    detector.stop();
    detector.onNoise();
    assertThat(detector.isNoisy()).isFalse();
  }

  @Test
  void noise_onceTheModuleWasAskedOrConfigured_isForgotten() {
    detector.onNoise();
    detector.forgetNoise();
    assertThat(detector.isNoisy()).isFalse();
    detector.onNoise();
    detector.forget(detector.portLosses());
    assertThat(detector.isNoisy()).isFalse();
  }

  @Test
  void lines_whenTheyTellOfARestart_areSigns() {
    detector.onReceived("OK");
    detector.onReceived("+CMEE: 1");
    detector.onReceived("+CMEE: 2");
    assertThat(detector.sign()).isEmpty();
    detector.onReceived("+CMEE: 0");
    assertThat(detector.sign()).contains(RestartSign.SETTINGS_LOST);
    detector.forget(detector.portLosses());
    detector.onGreeting();
    assertThat(detector.sign()).contains(RestartSign.GREETING);
    detector.forget(detector.portLosses());
    detector.onEcho("AT");
    assertThat(news)
        .containsExactly(RestartSign.SETTINGS_LOST, RestartSign.GREETING, RestartSign.ECHO);
  }

  @Test
  void signs_afterTheFirst_areNoNews() {
    detector.onEcho("AT");
    detector.onGreeting();
    detector.sessionLost();
    detector.onPortLost("gone");
    assertThat(detector.sign()).contains(RestartSign.ECHO);
    assertThat(news).containsExactly(RestartSign.ECHO);
  }

  @Test
  void signs_whileTheModuleIsNotWatched_doNotCountUnlessThePortIsLost() {
    detector.stop();
    detector.onEcho("AT");
    detector.onGreeting();
    detector.onTimeout("AT", 3);
    detector.sessionLost();
    assertThat(detector.sign()).isEmpty();
    detector.onPortLost("gone");
    assertThat(detector.sign()).contains(RestartSign.PORT_LOST);
    assertThat(news).containsExactly(RestartSign.PORT_LOST);
  }

  @Test
  void forget_whenThePortWasLostAmidConfiguring_keepsThatSign() {
    detector.onEcho("AT");
    int before = detector.portLosses();
    detector.stop();
    detector.onPortLost("gone");
    detector.forget(before);
    assertThat(detector.sign()).contains(RestartSign.PORT_LOST);
    detector.forget(detector.portLosses());
    assertThat(detector.sign()).isEmpty();
  }

  @Test
  void signs_whenConfiguringFailed_countAgain() {
    detector.stop();
    detector.resume();
    detector.onEcho("AT");
    assertThat(detector.sign()).contains(RestartSign.ECHO);
  }

  @Test
  void timeouts_whenSoManyInARow_askForRecoveryOnce() {
    timeout(1, 2);
    assertThat(news).isEmpty();
    timeout(3);
    assertThat(news).containsExactly(RestartSign.RECOVERED);
    detector.forget(detector.portLosses());
    timeout(4, 5);
    assertThat(detector.sign()).isEmpty();
  }

  @Test
  void timeouts_whenSomeAreToldOfTogether_askForRecoveryOnceInEachRow() {
    timeout(2, 4);
    assertThat(news).containsExactly(RestartSign.RECOVERED);
    detector.forget(detector.portLosses());
    timeout(3);
    assertThat(news).hasSize(2);
    detector.forget(detector.portLosses());
    timeout(3);
    assertThat(news).hasSize(3);
  }

  @Test
  void timeouts_ofEveryNumber_areToldBeforeRecoveryIsAskedFor() {
    timeout(1, 2, 3, 4);
    assertThat(recovering).containsExactly(false, false, false, true);
  }

  private void timeout(int... consecutive) {
    for (int number : consecutive) {
      detector.onTimeout("AT", number);
    }
  }
}
