package io.github.thingseal.at.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.thingseal.testsupport.ExportedTypes;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class EveryCommandTest {
  private static final Pattern NAME = Pattern.compile("^AT(\\+[A-Z0-9]+|&?[A-Z]*)");

  @Test
  void all_namesEveryClassOfCommandsThatThereIs() {
    Set<Class<?>> named =
        EveryCommand.all().stream().map(EveryCommandTest::declared).collect(Collectors.toSet());

    assertThat(named)
        .as("EveryCommand.all() has each command")
        .containsExactlyInAnyOrderElementsOf(commands());
  }

  /** A command that is new belongs into one of both lists, by someone's decision. */
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

  @Test
  void evidence_whenThereIsACommand_hasARowWithItsName() throws IOException {
    String evidence = Files.readString(Path.of("..", "docs", "evidence.md"));

    assertThat(
            EveryCommand.all().stream()
                .filter(command -> !(command instanceof RawCommand))
                .map(command -> NAME.matcher(command.line()).results().findFirst().orElseThrow())
                .map(MatchResult::group)
                .filter(
                    name ->
                        !Pattern.compile("`" + Pattern.quote(name) + "(?![A-Z])")
                            .matcher(evidence)
                            .find()))
        .as("commands without a row in docs/evidence.md")
        .isEmpty();
  }

  /** The class, not that of an enum's constant with a body. */
  private static Class<?> declared(AtCommand<?> command) {
    return command instanceof Enum<?> constant ? constant.getDeclaringClass() : command.getClass();
  }

  private static Set<Class<?>> commands() {
    return ExportedTypes.ofModuleOf(AtCommand.class).stream()
        .filter(AtCommand.class::isAssignableFrom)
        .filter(type -> !Modifier.isAbstract(type.getModifiers()) || type.isEnum())
        .collect(Collectors.toSet());
  }
}
