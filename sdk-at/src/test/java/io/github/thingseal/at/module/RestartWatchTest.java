package io.github.thingseal.at.module;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.thingseal.at.module.ModuleOptions.Recovery;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RestartWatchTest {
  private final RestartWatch watch = new RestartWatch(new Recovery(3, () -> {}));
  private final List<RestartSign> news = new ArrayList<>();

  @BeforeEach
  void watch() {
    watch.tell(news::add);
    watch.resume();
  }

  @Test
  void noise_whileTheModuleIsWatched_isHeardAndNoSign() {
    watch.onNoise();
    assertThat(watch.isNoisy()).isTrue();
    assertThat(watch.sign()).isEmpty();
  }

  @Test
  void noise_whileTheModuleIsNotWatched_isNotHeard() {
    watch.stop();
    watch.onNoise();
    assertThat(watch.isNoisy()).isFalse();
  }

  @Test
  void noise_onceTheModuleWasAskedOrConfigured_isForgotten() {
    watch.onNoise();
    watch.forgetNoise();
    assertThat(watch.isNoisy()).isFalse();
    watch.onNoise();
    watch.forget();
    assertThat(watch.isNoisy()).isFalse();
  }

  @Test
  void lines_whenTheyTellOfARestart_areSigns() {
    watch.onReceived("OK");
    watch.onReceived("+CMEE: 1");
    watch.onReceived("+CMEE: 2");
    assertThat(watch.sign()).isEmpty();
    watch.onReceived("+CMEE: 0");
    assertThat(watch.sign()).contains(RestartSign.SETTINGS_LOST);
    watch.forget();
    watch.onGreeting();
    assertThat(watch.sign()).contains(RestartSign.GREETING);
    watch.forget();
    watch.onEcho("AT");
    assertThat(news)
        .containsExactly(RestartSign.SETTINGS_LOST, RestartSign.GREETING, RestartSign.ECHO);
  }

  @Test
  void signs_afterTheFirst_areNoNews() {
    watch.onEcho("AT");
    watch.onGreeting();
    watch.sessionLost();
    watch.portLost();
    assertThat(watch.sign()).contains(RestartSign.ECHO);
    assertThat(news).containsExactly(RestartSign.ECHO);
  }

  @Test
  void signs_whileTheModuleIsNotWatched_doNotCountUnlessThePortIsLost() {
    watch.stop();
    watch.onEcho("AT");
    watch.onGreeting();
    watch.onTimeout("AT", 3);
    watch.sessionLost();
    assertThat(watch.sign()).isEmpty();
    watch.portLost();
    assertThat(watch.sign()).contains(RestartSign.PORT_LOST);
    assertThat(news).containsExactly(RestartSign.PORT_LOST);
  }

  @Test
  void signs_whenConfiguringFailed_countAgain() {
    watch.stop();
    watch.resume();
    watch.onEcho("AT");
    assertThat(watch.sign()).contains(RestartSign.ECHO);
  }

  @Test
  void timeouts_whenSoManyInARow_askForRecoveryOnce() {
    timeout(1, 2);
    assertThat(news).isEmpty();
    timeout(3);
    assertThat(news).containsExactly(RestartSign.RECOVERED);
    watch.forget();
    timeout(4, 5);
    assertThat(watch.sign()).isEmpty();
  }

  @Test
  void timeouts_whenSomeAreToldOfTogether_askForRecoveryOnceInEachRow() {
    timeout(2, 4);
    assertThat(news).containsExactly(RestartSign.RECOVERED);
    watch.forget();
    timeout(3);
    assertThat(news).hasSize(2);
    watch.forget();
    timeout(3);
    assertThat(news).hasSize(3);
  }

  @Test
  void timeouts_ofEveryNumber_areToldBeforeRecoveryIsAskedFor() {
    List<Boolean> recovering = new ArrayList<>();
    watch.tellUnanswered(() -> recovering.add(watch.sign().isPresent()));
    timeout(1, 2, 3, 4);
    assertThat(recovering).containsExactly(false, false, false, true);
  }

  private void timeout(int... consecutive) {
    for (int number : consecutive) {
      watch.onTimeout("AT", number);
    }
  }
}
