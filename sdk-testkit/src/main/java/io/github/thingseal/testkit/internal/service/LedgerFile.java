package io.github.thingseal.testkit.internal.service;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.PermanentException;
import io.github.thingseal.core.ThingsealException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** The file that a service survives a restart with. Only its owner may read it. */
final class LedgerFile {
  private static final String NAME = "services.json";
  private static final String AUTHORITY = "certificateAuthority";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path folder;
  private final Path file;

  LedgerFile(Path folder) {
    this.folder = folder;
    this.file = folder.resolve(NAME);
  }

  /**
   * What was written down.
   *
   * @param ledger the state
   * @param certificates what the server shows
   */
  record Content(Ledger ledger, ServerCertificates certificates) {}

  Optional<Content> read() {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      JsonNode json = JSON.readTree(Files.readAllBytes(file));
      return Optional.of(
          new Content(
              LedgerJson.read(json), ServerCertificates.ofPem(LedgerJson.text(json, AUTHORITY))));
    } catch (JacksonException e) {
      // Without the cause, whose message quotes the file and so its secrets.
      throw unreadable("it is not JSON");
    } catch (ThingsealException | DateTimeParseException | IllegalArgumentException e) {
      throw unreadable(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw new PermanentException("The simulated service cannot read " + file, e);
    }
  }

  /** Replaces the file as a whole, so that an interruption leaves the old one. */
  void write(Ledger ledger, ServerCertificates certificates) {
    ObjectNode json = LedgerJson.write(ledger).put(AUTHORITY, certificates.toPem());
    try {
      Files.createDirectories(folder);
      Path draft = Files.createTempFile(folder, NAME, ".tmp", ownerOnly());
      try (OutputStream out = Files.newOutputStream(draft)) {
        JSON.writerWithDefaultPrettyPrinter().writeValue(out, json);
      }
      Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new PermanentException("The simulated service cannot write " + file, e);
    }
  }

  private FileAttribute<?>[] ownerOnly() throws IOException {
    return Files.getFileStore(folder).supportsFileAttributeView("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }

  private InvalidInputException unreadable(String reason) {
    return new InvalidInputException(
        "The state of the simulated service in "
            + file
            + " cannot be used: "
            + reason
            + ". Remove the file to begin afresh");
  }
}
