package io.github.thingseal.testkit.internal.module.line;

import io.github.thingseal.core.ThingsealException;
import io.github.thingseal.core.id.RotPublicUid;
import io.github.thingseal.core.secret.SecretBytes;
import io.github.thingseal.testkit.RootOfTrust;
import io.github.thingseal.testkit.SimulatedModule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Opens a pseudo-terminal as a program of its own, and prints where JNA's code came from. */
final class LoadedPosix {
  private LoadedPosix() {}

  public static void main(String[] arguments) throws IOException {
    try (RootOfTrust root =
            RootOfTrust.derive(
                SecretBytes.takeFrom(new byte[32]), RotPublicUid.of("0a04f008003c9623"));
        SimulatedModule module = SimulatedModule.builder(root).build()) {
      System.out.println("available " + SimulatedModule.isPtyAvailable());
      System.out.println("opened " + module.openPty());
    } catch (ThingsealException e) {
      System.out.println("refused " + e.getMessage());
    }
    for (String line : Files.readAllLines(Path.of("/proc/self/maps"))) {
      if (line.contains("/jna")) {
        System.out.println("mapped " + line.substring(line.indexOf('/')));
      }
    }
  }
}
