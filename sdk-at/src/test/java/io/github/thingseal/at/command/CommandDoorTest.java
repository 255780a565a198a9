package io.github.thingseal.at.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.thingseal.at.command.network.PdpCredentials;
import io.github.thingseal.at.command.tls.TlsProfile;
import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.e2e.E2eMessage;
import io.github.thingseal.core.id.DeviceProfileUid;
import io.github.thingseal.core.id.DeviceSerialNumber;
import io.github.thingseal.core.psk.Psk;
import io.github.thingseal.core.psk.PskIdentity;
import io.github.thingseal.core.secret.SecretBytes;
import io.github.thingseal.testsupport.ExportedTypes;
import io.github.thingseal.testsupport.Samples;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Hands to each public constructor and factory of a command what does not belong on the wire, one
 * argument at a time. Either it is refused, or what goes out is one line of the form that modules
 * read. That null is refused is tested for all that is public, by its name.
 */
class CommandDoorTest {
  private static final List<String> TEXTS =
      List.of(
          "",
          " ",
          "\"",
          "a\",\"b",
          "a,b",
          "\r",
          "a\nAT+CPWROFF",
          "\0",
          "é",
          "\uD800",
          "-1",
          "x".repeat(2 * AtStrings.MAX_LINE_LENGTH));
  private static final List<Integer> NUMBERS = List.of(Integer.MIN_VALUE, -1, Integer.MAX_VALUE);

  private static final Pattern STRING = Pattern.compile("\"[^\",]*\"");
  private static final Pattern NEGATIVE = Pattern.compile("[=,]-");

  private final Samples samples =
      new Samples()
          .with(SecretBytes.class, SecretBytes.copyOf(new byte[16]))
          .with(OffsetDateTime.class, OffsetDateTime.parse("2026-11-22T12:00:00Z"))
          .with(E2eMessage.class, message())
          .with(Psk.class, Psk.of(PskIdentity.fromHex("00"), SecretBytes.copyOf(new byte[16])))
          .with(
              PdpCredentials.class,
              new PdpCredentials(
                  PdpCredentials.Protocol.PAP, "user", SecretBytes.copyOf(new byte[] {'a'})))
          .with(DeviceProfileUid.class, DeviceProfileUid.of("AgbCtixjwqLjwV3VWpfPyz"))
          .with(DeviceSerialNumber.class, DeviceSerialNumber.of("1"));

  private static E2eMessage message() {
    byte[] bytes = new byte[40];
    bytes[0] = 0x11;
    return E2eMessage.parse(bytes);
  }

  static Stream<Executable> makers() {
    return Stream.concat(
        ExportedTypes.ofModuleOf(AtCommand.class).stream()
            .filter(AtCommand.class::isAssignableFrom)
            .filter(type -> type != RawCommand.class && !type.isEnum())
            .flatMap(CommandDoorTest::makersOf),
        Arrays.stream(TlsProfile.Builder.class.getMethods())
            .filter(method -> method.getReturnType() == TlsProfile.Builder.class)
            .map(Executable.class::cast));
  }

  private static Stream<Executable> makersOf(Class<?> type) {
    Stream<Executable> factories =
        Arrays.stream(type.getMethods())
            .filter(method -> Modifier.isStatic(method.getModifiers()))
            .filter(method -> method.getReturnType() == type)
            .map(Executable.class::cast);
    return Stream.concat(Arrays.stream(type.getConstructors()), factories)
        .filter(maker -> maker.getParameterCount() > 0);
  }

  @ParameterizedTest
  @MethodSource("makers")
  void command_whateverItsArguments_isOneThatModulesReadOrRefused(Executable maker) {
    assertThat(
            made(maker)
                .flatMap(CommandDoorTest::commands)
                .filter(command -> !isReadable(command.line()) || !mayTakeTime(command)))
        .isEmpty();
  }

  private static Stream<AtCommand<?>> commands(Object made) {
    return made instanceof TlsProfile.Builder builder
        ? builder.build().options().stream().map(option -> (AtCommand<?>) option)
        : Stream.of((AtCommand<?>) made);
  }

  private static boolean mayTakeTime(AtCommand<?> command) {
    return command.timeLimit().compareTo(Duration.ZERO) > 0;
  }

  /** One that is too long is refused before it is sent, as the channel's tests show. */
  private static boolean isReadable(String line) {
    String outsideStrings = STRING.matcher(line).replaceAll("");
    String shortened = line.substring(0, Math.min(line.length(), AtStrings.MAX_LINE_LENGTH));
    try {
      AtStrings.requireLine(shortened, false);
    } catch (InvalidInputException e) {
      return false;
    }
    return !outsideStrings.contains("\"") && !NEGATIVE.matcher(outsideStrings).find();
  }

  /** What comes of it with each odd value in each place, but for what is refused. */
  private Stream<Object> made(Executable maker) {
    Type[] types = maker.getGenericParameterTypes();
    return Stream.iterate(0, i -> i < types.length, i -> i + 1)
        .flatMap(
            i ->
                odd(types[i])
                    .flatMap(
                        value -> {
                          Object[] arguments = Arrays.stream(types).map(samples::of).toArray();
                          arguments[i] = value;
                          return call(maker, arguments).stream();
                        }));
  }

  private static Optional<Object> call(Executable maker, Object[] arguments) {
    try {
      Object made =
          maker instanceof Constructor<?> constructor
              ? constructor.newInstance(arguments)
              : ((Method) maker).invoke(target(maker), arguments);
      return Optional.of(made);
    } catch (InvocationTargetException e) {
      assertThat(e.getCause()).isInstanceOf(InvalidInputException.class).message().isNotBlank();
      return Optional.empty();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static @Nullable Object target(Executable maker) {
    return Modifier.isStatic(maker.getModifiers()) ? null : TlsProfile.builder(1);
  }

  private Stream<Object> odd(Type type) {
    Class<?> raw =
        type instanceof ParameterizedType of ? (Class<?>) of.getRawType() : (Class<?>) type;
    if (raw == String.class) {
      return TEXTS.stream().map(Object.class::cast);
    }
    if (raw == int.class || raw == Integer.class) {
      return NUMBERS.stream().map(Object.class::cast);
    }
    if (raw == int[].class) {
      return Stream.concat(
          Stream.of(new int[0]), NUMBERS.stream().map(number -> new int[] {number}));
    }
    if (raw == OptionalInt.class) {
      return Stream.concat(Stream.of(OptionalInt.empty()), NUMBERS.stream().map(OptionalInt::of));
    }
    if (raw == Optional.class) {
      return Stream.concat(Stream.of(Optional.empty()), odd(element(type)).map(Optional::of));
    }
    if (raw == List.class) {
      return Stream.concat(Stream.of(List.of()), odd(element(type)).map(List::of));
    }
    if (raw == byte[].class) {
      return Stream.of(new byte[0], new byte[2 * AtStrings.MAX_LINE_LENGTH]);
    }
    if (raw == SecretBytes.class) {
      return TEXTS.stream()
          .filter(text -> !text.isEmpty())
          .map(text -> SecretBytes.copyOf(text.getBytes(StandardCharsets.UTF_8)));
    }
    if (raw == Duration.class) {
      return Stream.of(Duration.ofSeconds(-1), Duration.ZERO);
    }
    if (raw == OffsetDateTime.class) {
      return Stream.of(OffsetDateTime.MIN, OffsetDateTime.MAX);
    }
    return raw.isRecord() ? made(raw.getConstructors()[0]) : Stream.of();
  }

  private static Type element(Type type) {
    return ((ParameterizedType) type).getActualTypeArguments()[0];
  }
}
