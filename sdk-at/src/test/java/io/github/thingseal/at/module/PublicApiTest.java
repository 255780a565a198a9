package io.github.thingseal.at.module;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.thingseal.at.c2c.C2cKeys;
import io.github.thingseal.at.channel.AtChannel;
import io.github.thingseal.at.channel.ChannelOptions;
import io.github.thingseal.at.channel.Reconnection;
import io.github.thingseal.at.channel.Scheduler;
import io.github.thingseal.at.channel.TranscriptRecorder;
import io.github.thingseal.at.channel.VirtualScheduler;
import io.github.thingseal.at.channel.WakeUp;
import io.github.thingseal.at.command.AtCommand;
import io.github.thingseal.at.command.AtError;
import io.github.thingseal.at.command.CommandSamples;
import io.github.thingseal.at.command.RawCommand;
import io.github.thingseal.at.command.ReplyShape;
import io.github.thingseal.at.command.UrcType;
import io.github.thingseal.at.command.device.SetUartPowerSaving;
import io.github.thingseal.at.command.network.Apn;
import io.github.thingseal.at.command.network.BandMask;
import io.github.thingseal.at.command.network.PdpCredentials;
import io.github.thingseal.at.command.network.Registration;
import io.github.thingseal.at.command.security.DevicePrivateKey;
import io.github.thingseal.at.command.tls.CredentialName;
import io.github.thingseal.at.command.tls.TlsProfile;
import io.github.thingseal.at.mux.MultiplexedPort;
import io.github.thingseal.at.mux.MuxOptions;
import io.github.thingseal.at.transport.ControlLine;
import io.github.thingseal.at.transport.ControlLines;
import io.github.thingseal.at.transport.SerialTransport;
import io.github.thingseal.at.transport.StreamTransport;
import io.github.thingseal.at.transport.Transport;
import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.ThingsealException;
import io.github.thingseal.core.e2e.E2eMessage;
import io.github.thingseal.core.id.DeviceProfileUid;
import io.github.thingseal.core.id.DeviceSerialNumber;
import io.github.thingseal.core.id.RotPublicUid;
import io.github.thingseal.core.psk.Psk;
import io.github.thingseal.core.psk.PskIdentity;
import io.github.thingseal.core.secret.SecretBytes;
import io.github.thingseal.testsupport.ApiDump;
import io.github.thingseal.testsupport.ExportedTypes;
import io.github.thingseal.testsupport.ExtremeValues;
import io.github.thingseal.testsupport.NullRefusals;
import io.github.thingseal.testsupport.Samples;
import io.github.thingseal.testsupport.SerializedFields;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.Writer;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What holds for everything that the module exports. */
@Timeout(120)
class PublicApiTest {
  private static final List<Class<?>> TYPES = ExportedTypes.ofModuleOf(SecurityModule.class);

  private final ModuleBench bench = ModuleBench.of(Wiring.PLAIN, false, List.of());
  private final ModuleBench multiplexed = ModuleBench.of(Wiring.MUX, false, List.of());
  private final AtChannel channel = AtChannel.open(silent(), options());
  private final AtChannel reconnecting =
      AtChannel.open(PublicApiTest::silent, options(), Reconnection.failing());
  private final Samples samples = new Samples();
  private final List<Object> targets = new ArrayList<>();

  PublicApiTest() throws GeneralSecurityException {
    samples.with(Path.class, Path.of("missing", "folder", "file"));
    samples.with(Writer.class, new StringWriter());
    samples.with(InputStream.class, new ByteArrayInputStream(new byte[0]));
    samples.with(OutputStream.class, new ByteArrayOutputStream());
    samples.with(ChannelOptions.class, options());
    samples.with(ModuleOptions.class, ModuleOptions.standard());
    samples.with(MuxOptions.class, MuxOptions.defaults());
    samples.with(Reconnection.class, Reconnection.failing());
    samples.with(WakeUp.class, WakeUp.none());
    samples.with(AtCommand.class, RawCommand.of("AT"));
    samples.with(RawCommand.class, RawCommand.of("AT"));
    samples.with(SecretBytes.class, SecretBytes.copyOf(new byte[16]));
    samples.with(CredentialName.class, CredentialName.of("ca"));
    samples.with(Apn.class, Apn.of("apn"));
    samples.with(
        PdpCredentials.class,
        new PdpCredentials(
            PdpCredentials.Protocol.PAP, "user", SecretBytes.copyOf(new byte[] {'a'})));
    samples.with(BandMask.class, new BandMask(0, 1, 0));
    samples.with(OffsetDateTime.class, OffsetDateTime.parse("2026-11-22T12:00:00Z"));
    samples.with(E2eMessage.class, bench.downlink(new byte[] {1}));
    samples.with(UrcType.class, Registration.URC);
    samples.with(RotPublicUid.class, ModuleBench.UID);
    samples.with(DeviceProfileUid.class, ModuleBench.PROFILE);
    samples.with(DeviceSerialNumber.class, ModuleBench.SERIAL);
    samples.with(SetUartPowerSaving.class, SetUartPowerSaving.off());
    samples.with(
        C2cKeys.class,
        C2cKeys.of(
            SecretBytes.copyOf(new byte[16]),
            SecretBytes.copyOf(new byte[16]),
            SecretBytes.copyOf(new byte[16])));
    samples
        .with(AtError.class, AtError.parse("+CME ERROR: SIM busy").orElseThrow())
        .with(LocalDateTime.class, LocalDateTime.of(2026, 11, 22, 12, 0))
        .with(ZoneOffset.class, ZoneOffset.ofHours(1))
        .with(ReplyShape.class, ReplyShape.none())
        .with(Pattern.class, Pattern.compile("x"))
        .with(SecureRandom.class, new SecureRandom())
        .with(AssumedSyntax.class, AssumedSyntax.standard())
        .with(Psk.class, Psk.of(PskIdentity.fromHex("00"), SecretBytes.copyOf(new byte[16])))
        .with(TlsProfile.class, TlsProfile.builder(1).build());
    targets.addAll(
        List.of(
            channel,
            reconnecting,
            bench.module,
            multiplexed.multiplexer().orElseThrow(),
            multiplexed.multiplexer().orElseThrow().channel(2).open(),
            MultiplexedPort.of(PublicApiTest::silent),
            silent(),
            ControlLine.DTR,
            Scheduler.system(),
            TranscriptRecorder.to(new StringWriter(), new VirtualScheduler()),
            ChannelOptions.builder(),
            ModuleOptions.builder(),
            MuxOptions.builder(),
            TlsProfile.builder(1),
            SerialTransport.builder("x"),
            RawCommand.builder("AT"),
            ModuleDiscovery.standard(),
            devicePrivateKey()));
    targets.addAll(CommandSamples.commands());
    parts().forEach(targets::add);
  }

  private static ChannelOptions options() {
    return ChannelOptions.builder().scheduler(new VirtualScheduler()).build();
  }

  private static Transport silent() {
    return StreamTransport.of(
        "silent", InputStream.nullInputStream(), OutputStream.nullOutputStream());
  }

  private static DevicePrivateKey devicePrivateKey() throws GeneralSecurityException {
    byte[] encoded = KeyPairGenerator.getInstance("EC").generateKeyPair().getPrivate().getEncoded();
    String pem =
        "-----BEGIN PRIVATE KEY-----\n"
            + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded)
            + "\n-----END PRIVATE KEY-----\n";
    return DevicePrivateKey.takeFrom(pem.getBytes(US_ASCII));
  }

  /** What the facade hands out to be used. */
  private Stream<Object> parts() {
    return Arrays.stream(SecurityModule.class.getMethods())
        .filter(method -> method.getParameterCount() == 0 && !method.getReturnType().isRecord())
        .filter(method -> method.getReturnType().getPackage() == SecurityModule.class.getPackage())
        .map(method -> invoke(method, bench.module));
  }

  private static Object invoke(Method method, Object target) {
    try {
      return Objects.requireNonNull(method.invoke(target));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  @AfterEach
  void close() {
    multiplexed.close();
    channel.close();
    reconnecting.close();
    bench.close();
  }

  @Test
  void api_whenComparedWithItsPage_isTheSame() {
    String made = ApiDump.of(SecurityModule.class);

    assertThat(made)
        .as("if the change is wanted: -Dtest=PublicApiTest -Dthingseal.update=true")
        .isEqualTo(ApiDump.committed("sdk-at", made));
  }

  @Test
  void call_whenAnArgumentIsNull_isRefusedByItsNameAndNothingIsSent() {
    bench.forgetSent();
    multiplexed.forgetSent();

    assertThat(
            new NullRefusals(TYPES, InvalidInputException.class, samples)
                .on(targets.toArray())
                .unchanged(() -> bench.countSent("") + multiplexed.countSent(""))
                .withoutObject(SerialTransport.class, "a port that is open takes a cable")
                .withoutObject(SealingProgress.class, "callers implement it")
                .withoutObject(ControlLines.class, "callers implement it")
                .faults())
        .isEmpty();
  }

  @Test
  void call_whenAnArgumentIsExtreme_endsWellOrIsRefused() {
    assertThat(
            new ExtremeValues(TYPES, ThingsealException.class, samples)
                .on(ChannelOptions.Builder.class, ChannelOptions::builder)
                .on(ModuleOptions.Builder.class, ModuleOptions::builder)
                .on(MuxOptions.Builder.class, MuxOptions::builder)
                .on(TlsProfile.Builder.class, () -> TlsProfile.builder(1))
                .on(RawCommand.Builder.class, () -> RawCommand.builder("AT"))
                .on(SerialTransport.Builder.class, () -> SerialTransport.builder("x"))
                .faults())
        .isEmpty();
  }

  @Test
  void exceptions_whenSerialized_keepTheirFields() {
    assertThat(new SerializedFields(samples).losses(TYPES)).isEmpty();
  }
}
