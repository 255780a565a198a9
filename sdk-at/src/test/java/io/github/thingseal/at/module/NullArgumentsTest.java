package io.github.thingseal.at.module;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.thingseal.at.c2c.C2cKeys;
import io.github.thingseal.at.channel.AtChannel;
import io.github.thingseal.at.channel.ChannelOptions;
import io.github.thingseal.at.channel.ReconnectingChannel;
import io.github.thingseal.at.channel.Reconnection;
import io.github.thingseal.at.channel.RedactedBytes;
import io.github.thingseal.at.channel.TranscriptRecorder;
import io.github.thingseal.at.channel.VirtualScheduler;
import io.github.thingseal.at.channel.WakeUp;
import io.github.thingseal.at.command.Apn;
import io.github.thingseal.at.command.AtCommand;
import io.github.thingseal.at.command.CredentialName;
import io.github.thingseal.at.command.RawCommand;
import io.github.thingseal.at.command.SetUartPowerSaving;
import io.github.thingseal.at.command.UrcType;
import io.github.thingseal.at.mux.MultiplexedPort;
import io.github.thingseal.at.mux.Multiplexer;
import io.github.thingseal.at.mux.MuxOptions;
import io.github.thingseal.at.transport.PortDescription;
import io.github.thingseal.at.transport.SerialTransport;
import io.github.thingseal.at.transport.StreamTransport;
import io.github.thingseal.at.transport.TcpTransport;
import io.github.thingseal.at.transport.Transport;
import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.e2e.E2eMessage;
import io.github.thingseal.core.id.DeviceProfileUid;
import io.github.thingseal.core.id.DeviceSerialNumber;
import io.github.thingseal.core.secret.SecretBytes;
import io.github.thingseal.testkit.SimulatedModuleFaults;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.Writer;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.lang.reflect.Proxy;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever is public refuses null where it is handed over, before anything is done. */
@Timeout(120)
class NullArgumentsTest {
  private static final List<String> PACKAGES = List.of("channel", "module", "mux", "transport");

  /** Made by the library, or fed by it only. */
  private static final Set<Class<?>> NOT_FOR_CALLERS =
      Set.of(ModuleInfo.class, DiscoveredModule.class, PortDescription.class, RedactedBytes.class);

  /** A port that is open takes a cable. */
  private static final Set<Class<?>> NOT_AT_HAND =
      Set.of(SerialTransport.class, TcpTransport.class, Multiplexer.class);

  private final ModuleBench bench =
      ModuleBench.of(Wiring.PLAIN, false, SimulatedModuleFaults.none());
  private final AtChannel channel = AtChannel.open(silent(), options());
  private final ReconnectingChannel reconnecting =
      ReconnectingChannel.open(
          NullArgumentsTest::silent, options(), Reconnection.failing(), () -> {});
  private final Map<Class<?>, Object> samples = new HashMap<>();
  private final List<Object> targets = new ArrayList<>();

  NullArgumentsTest() {
    put(String.class, "x");
    put(int.class, 1);
    put(long.class, 1L);
    put(boolean.class, true);
    put(byte[].class, new byte[] {1});
    put(Duration.class, Duration.ofSeconds(1));
    put(Optional.class, Optional.empty());
    put(OptionalInt.class, OptionalInt.empty());
    put(List.class, List.of());
    put(Set.class, Set.of());
    put(Path.class, Path.of("missing", "folder", "file"));
    put(Writer.class, new StringWriter());
    put(InputStream.class, new ByteArrayInputStream(new byte[0]));
    put(OutputStream.class, new ByteArrayOutputStream());
    put(ChannelOptions.class, options());
    put(ModuleOptions.class, ModuleOptions.standard());
    put(MuxOptions.class, MuxOptions.defaults());
    put(Reconnection.class, Reconnection.failing());
    put(WakeUp.class, WakeUp.none());
    put(AtCommand.class, RawCommand.of("AT"));
    put(RawCommand.class, RawCommand.of("AT"));
    put(SecretBytes.class, SecretBytes.copyOf(new byte[16]));
    put(CredentialName.class, CredentialName.of("ca"));
    put(Apn.class, Apn.of("apn"));
    put(E2eMessage.class, bench.downlink(new byte[] {1}));
    put(UrcType.class, UrcType.REGISTRATION);
    put(DeviceProfileUid.class, ModuleBench.PROFILE);
    put(DeviceSerialNumber.class, ModuleBench.SERIAL);
    put(SetUartPowerSaving.class, SetUartPowerSaving.off());
    put(
        C2cKeys.class,
        C2cKeys.of(
            SecretBytes.copyOf(new byte[16]),
            SecretBytes.copyOf(new byte[16]),
            SecretBytes.copyOf(new byte[16])));
    targets.addAll(
        List.of(
            channel,
            reconnecting,
            ChannelOptions.builder(),
            ModuleOptions.builder(),
            MuxOptions.builder(),
            AssumedSyntax.standard(),
            ModuleDiscovery.standard(),
            SerialTransport.builder("x"),
            MultiplexedPort.of(NullArgumentsTest::silent),
            TranscriptRecorder.to(new StringWriter(), new VirtualScheduler()),
            silent(),
            bench.module));
    parts().forEach(targets::add);
  }

  private void put(Class<?> type, Object sample) {
    samples.put(type, sample);
  }

  private static ChannelOptions options() {
    return ChannelOptions.builder().scheduler(new VirtualScheduler()).build();
  }

  private static Transport silent() {
    return StreamTransport.of(
        "silent", InputStream.nullInputStream(), OutputStream.nullOutputStream());
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
    channel.close();
    reconnecting.close();
    bench.close();
  }

  @Test
  void call_whenAnArgumentIsNull_isRefusedAndNothingIsSent() throws Exception {
    bench.forgetSent();
    List<String> accepted = new ArrayList<>();
    for (Class<?> type : types()) {
      for (Executable executable : executables(type)) {
        Parameter[] parameters = executable.getParameters();
        for (int i = 0; i < parameters.length; i++) {
          if (!parameters[i].getType().isPrimitive()
              && !parameters[i].getAnnotatedType().isAnnotationPresent(Nullable.class)) {
            tryNull(executable, i).ifPresent(accepted::add);
          }
        }
      }
    }
    assertThat(accepted).isEmpty();
    assertThat(bench.countSent("")).isZero();
  }

  private static List<Class<?>> types() throws IOException, URISyntaxException {
    List<Class<?>> types = new ArrayList<>();
    Path root =
        Path.of(SecurityModule.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    for (String name : PACKAGES) {
      Path folder = root.resolve("io/github/thingseal/at").resolve(name);
      try (Stream<Path> files = Files.list(folder)) {
        files
            .map(file -> file.getFileName().toString())
            .filter(file -> file.endsWith(".class") && !file.contains("-info"))
            .map(file -> load("io.github.thingseal.at." + name + "." + file.replace(".class", "")))
            .filter(NullArgumentsTest::isPublic)
            .forEach(types::add);
      }
    }
    return types;
  }

  private static Class<?> load(String name) {
    try {
      return Class.forName(name);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean isPublic(Class<?> type) {
    Class<?> outer = type.getEnclosingClass();
    return Modifier.isPublic(type.getModifiers())
        && (outer == null || isPublic(outer))
        && !NOT_FOR_CALLERS.contains(type)
        && !Throwable.class.isAssignableFrom(type);
  }

  private static List<Executable> executables(Class<?> type) {
    List<Executable> all = new ArrayList<>();
    all.addAll(List.of(type.getConstructors()));
    all.addAll(List.of(type.getDeclaredMethods()));
    all.removeIf(
        each ->
            !Modifier.isPublic(each.getModifiers())
                || Modifier.isAbstract(each.getModifiers())
                || each.isSynthetic()
                || (isInstanceMethod(each) && (type.isInterface() || NOT_AT_HAND.contains(type)))
                || each.getName().equals("equals")
                || each.getName().equals("valueOf"));
    return all;
  }

  private static boolean isInstanceMethod(Executable executable) {
    return executable instanceof Method && !Modifier.isStatic(executable.getModifiers());
  }

  private Optional<String> tryNull(Executable executable, int nullAt) {
    @Nullable Object[] arguments = new @Nullable Object[executable.getParameterCount()];
    for (int i = 0; i < arguments.length; i++) {
      arguments[i] = i == nullAt ? null : sample(executable.getParameterTypes()[i]);
    }
    String what =
        executable.getDeclaringClass().getSimpleName()
            + "."
            + executable.getName()
            + Arrays.toString(
                Arrays.stream(executable.getParameterTypes()).map(Class::getSimpleName).toArray())
            + " null at "
            + nullAt;
    try {
      Object target = target(executable);
      if (executable instanceof Constructor<?> constructor) {
        constructor.newInstance(arguments);
      } else {
        ((Method) executable).invoke(target, arguments);
      }
      return Optional.of(what);
    } catch (InvocationTargetException e) {
      return e.getCause() instanceof InvalidInputException refusal
              && names(refusal, executable.getParameters()[nullAt])
          ? Optional.empty()
          : Optional.of(what + ": " + e.getCause());
    } catch (ReflectiveOperationException | RuntimeException e) {
      return Optional.of(what + " cannot be called: " + e);
    }
  }

  private static boolean names(InvalidInputException refusal, Parameter parameter) {
    return refusal.getMessage().startsWith(parameter.getName() + " is null");
  }

  private @Nullable Object target(Executable executable) {
    if (!isInstanceMethod(executable)) {
      return null;
    }
    return targets.stream()
        .filter(executable.getDeclaringClass()::isInstance)
        .findFirst()
        .orElseGet(() -> sample(executable.getDeclaringClass()));
  }

  private Object sample(Class<?> type) {
    Object known = samples.get(type);
    if (known != null) {
      return known;
    }
    if (type.isEnum()) {
      return type.getEnumConstants()[0];
    }
    if (type.isInterface()) {
      return Proxy.newProxyInstance(
          type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> null);
    }
    throw new IllegalArgumentException("no sample of " + type);
  }
}
