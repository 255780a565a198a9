package io.github.thingseal.at.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EveryCommandTest {
  @Test
  void all_namesEveryClassOfCommandsThatThereIs() throws IOException, URISyntaxException {
    Set<Class<?>> named =
        EveryCommand.all().stream().map(EveryCommandTest::declared).collect(Collectors.toSet());

    assertThat(named).containsExactlyInAnyOrderElementsOf(commands());
  }

  /** A command that is new belongs into one of both lists, by somebody's decision. */
  @Test
  void secret_ofTheSecuritySet_isWhatCarriesKeysProfilesOrData() {
    Set<String> open =
        EveryCommand.all().stream()
            .filter(command -> SecretLines.has(command.line()) && !command.secret())
            .map(command -> declared(command).getSimpleName())
            .collect(Collectors.toSet());

    assertThat(open)
        .containsExactlyInAnyOrder(
            "ReadRotPublicUid",
            "ReadSealState",
            "TriggerHeartbeat",
            "E2eFileCommand",
            "ReadE2eVersion",
            "SetE2eVersion",
            "UseIpv4",
            "ReadDeviceCertificates",
            "ReadCertificateStatus",
            "ReadAuthorization",
            "ReadSecurityMode",
            "SetSecurityMode",
            "ReadChipId",
            "CheckRotFirmware",
            "UpdateRotFirmware",
            "CloseC2c",
            "ImportCredentialFile",
            "DeleteCredential",
            "ListCredentials",
            "ReadCredentialHash",
            "SetTlsOption",
            "ReadTlsOption",
            "ResetTlsProfile",
            "ReadCipherSuites",
            "AuthenticatePdpContext",
            "SetPsdProfile",
            "ActivatePsdProfile",
            "Identification");
  }

  /** The class, not that of an enum's constant with a body. */
  private static Class<?> declared(AtCommand<?> command) {
    return command instanceof Enum<?> constant ? constant.getDeclaringClass() : command.getClass();
  }

  private static Set<Class<?>> commands() throws IOException, URISyntaxException {
    Path root =
        Path.of(AtCommand.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .map(
              file ->
                  root.relativize(file)
                      .toString()
                      .replace(file.getFileSystem().getSeparator(), "."))
          .filter(name -> name.endsWith(".class") && name.startsWith("io."))
          .map(name -> load(name.substring(0, name.length() - ".class".length())))
          .filter(AtCommand.class::isAssignableFrom)
          // Elsewhere there are wrappers only.
          .filter(type -> type.getPackageName().equals(AtCommand.class.getPackageName()))
          .filter(type -> !Modifier.isAbstract(type.getModifiers()) || type.isEnum())
          .filter(type -> type.getSuperclass() == null || !type.getSuperclass().isEnum())
          .collect(Collectors.toSet());
    }
  }

  private static Class<?> load(String name) {
    try {
      return Class.forName(name, false, AtCommand.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }
}
