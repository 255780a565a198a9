package io.github.thingseal.examples.simulator;

import io.github.thingseal.core.secret.SecretBytes;
import io.github.thingseal.testkit.SimulatedServices;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** What a user has to know of a bench, and lines to paste. */
final class Sheet {
  private final Bench bench;
  private final String model;

  Sheet(Bench bench, String model) {
    this.bench = bench;
    this.model = model;
  }

  String text() {
    return String.format(
        Locale.ROOT,
        """
        Thingseal simulator: a module and the service it belongs to. Ends with Ctrl-C.

        Console           %s

        Module %s
          TCP               127.0.0.1:%d
          serial port       %s
          RoTPublicUID      %s
          After AT+CPWROFF it powers on again in %d s.
        %s
        Service
          HTTPS             %s
          HTTP              %s
          CA certificate    %s
          APIKey            %s
          APISecret         %s
          DeviceProfileUID  %s

        %s""",
        bench.console().url(),
        model,
        bench.module().tcpPort(),
        serialPort(bench.module()),
        bench.uid(),
        Bench.POWER_ON_AGAIN.toSeconds(),
        bench.counterfeit().map(Sheet::counterfeit).orElse(""),
        services().url(),
        http(),
        bench.caFile(),
        services().accessKey(),
        accessSecret(),
        services().deviceProfile().value(),
        linesToPaste());
  }

  private String linesToPaste() {
    return String.format(
        Locale.ROOT,
        """
        Talk to the module (each line ends with a carriage return):
          socat -,rawer,escape=0x1d TCP:127.0.0.1:%1$d        leave with Ctrl-]
        %2$s
        Talk to the service; what is secret goes through a pipe, where no list of processes shows it:
          TOKEN=$(curl -s --cacert '%3$s' -H 'Content-Type: application/json' \\
            --data @- %6$s/authenticate <<'END' | sed 's/.*"AuthToken":"\\([^"]*\\)".*/\\1/'
        {"APIKey":"%4$s","APISecret":"%5$s"}
        END
        )
          ask() { printf 'header = "Authorization: %%s"\\n' "$TOKEN" | curl -s -K - --cacert '%3$s' \\
            -H 'Content-Type: application/json' --data "$2" %6$s$1; }
          ask /whitelist/add '{"ROTPublicUIDs":["%7$s"]}'
          ask /device/list '{}'
        Seal the module once it is on the whitelist, and watch it turn to 1,1,1:
          AT+CFUN=1
          AT+USECDEVINFO="%8$s","%9$s"
          AT+USECDEVINFO?
        Or take it through the whole main job, from the folder of the project:
          THINGSEAL_ACCESS_KEY=%4$s THINGSEAL_ACCESS_SECRET=%5$s \\
            mvn -q -Pquickstart -Dquickstart.args="--port %10$s \\
            --service %6$s --ca '%3$s' --profile %8$s --seal"
        """,
        bench.module().tcpPort(),
        bench.module().pty().map(path -> "  screen " + path + " 115200\n").orElse(""),
        bench.caFile(),
        services().accessKey(),
        accessSecret(),
        services().url(),
        bench.uid(),
        services().deviceProfile().value(),
        "357862090123456",
        bench.module().pty().orElse("tcp:127.0.0.1:" + bench.module().tcpPort()));
  }

  private static String counterfeit(AttachedModule clone) {
    return String.format(
        Locale.ROOT,
        """

        Clone: a second module with the same root of trust
          TCP               127.0.0.1:%d
          serial port       %s
        """,
        clone.tcpPort(),
        serialPort(clone));
  }

  private static String serialPort(AttachedModule module) {
    return module.pty().orElse("none: this system has no pseudo-terminals");
  }

  private SimulatedServices services() {
    return bench.services();
  }

  private String http() {
    return services().httpUrl().map(URI::toString).orElse("none");
  }

  private String accessSecret() {
    try (SecretBytes secret = services().accessSecret()) {
      return secret.expose(bytes -> new String(bytes, StandardCharsets.US_ASCII));
    }
  }
}
