package io.github.thingseal.production;

import io.github.thingseal.Bench;
import io.github.thingseal.ShorterPauses;
import io.github.thingseal.at.channel.ChannelOptions;
import io.github.thingseal.at.module.ModuleOptions;
import io.github.thingseal.at.transport.TcpTransport;
import io.github.thingseal.cloud.SecurityServices;
import io.github.thingseal.cloud.auth.Credentials;
import io.github.thingseal.core.SealPermission;
import io.github.thingseal.core.id.DeviceProfileUid;
import io.github.thingseal.core.id.DeviceSerialNumber;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.stream.IntStream;

/** The program of a production line, to be run in a process of its own and to be killed. */
final class KilledHost {
  private static final int FACTOR = 10;

  private KilledHost() {}

  /**
   * Works until all is done.
   *
   * @param args a file of properties: service, key, secret, certificate, profile, journal, ports
   *     and results, the file that gets a line for each module that is done
   */
  public static void main(String[] args) throws IOException, CertificateException {
    Properties bench = new Properties();
    try (InputStream file = Files.newInputStream(Path.of(args[0]))) {
      bench.load(file);
    }
    try (SecurityServices services = services(bench);
        SealingJournal journal = SealingJournal.open(Path.of(bench.getProperty("journal")))) {
      List<Station> stations =
          Arrays.stream(bench.getProperty("ports").split(",")).map(KilledHost::station).toList();
      List<StationResult> results =
          ProductionLine.builder(
                  services, DeviceProfileUid.of(bench.getProperty("profile")), journal)
              .moduleOptions(
                  ModuleOptions.builder()
                      .channel(
                          ChannelOptions.builder().scheduler(new ShorterPauses(FACTOR)).build())
                      .build())
              .build()
              .run(stations, serials(stations.size()), SealPermission.GRANTED);
      Files.write(
          Path.of(bench.getProperty("results")), results.stream().map(KilledHost::line).toList());
    }
  }

  static List<DeviceSerialNumber> serials(int count) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(number -> DeviceSerialNumber.of("TS-" + number))
        .toList();
  }

  private static SecurityServices services(Properties bench) throws CertificateException {
    byte[] pem = bench.getProperty("certificate").getBytes(StandardCharsets.US_ASCII);
    X509Certificate certificate =
        (X509Certificate)
            CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(pem));
    return Bench.patientServices()
        .baseUrl(bench.getProperty("service"))
        .credentials(Credentials.of(bench.getProperty("key"), bench.getProperty("secret")))
        .trustedCertificates(certificate)
        .build();
  }

  private static Station station(String port) {
    return new Station(port, () -> TcpTransport.connect("127.0.0.1", Integer.parseInt(port)));
  }

  private static String line(StationResult result) {
    return result.station()
        + " "
        + result
            .device()
            .map(done -> done.device().serialNumber().orElseThrow())
            .orElseGet(() -> "failed: " + result.failure().orElseThrow());
  }
}
