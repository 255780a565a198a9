package io.github.thingseal.at.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.thingseal.testsupport.ExportedTypes;
import java.lang.reflect.Modifier;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class EveryCommandTest {
  @Test
  void all_namesEveryClassOfCommandsThatThereIs() {
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

  private static Set<Class<?>> commands() {
    return ExportedTypes.ofModuleOf(AtCommand.class).stream()
        .filter(AtCommand.class::isAssignableFrom)
        .filter(type -> !Modifier.isAbstract(type.getModifiers()) || type.isEnum())
        .collect(Collectors.toSet());
  }
}
