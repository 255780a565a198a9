package io.github.thingseal.testkit.internal.service;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.PermanentException;
import io.github.thingseal.core.ThingsealException;
import io.github.thingseal.testkit.internal.files.OwnerOnly;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
      OwnerOnly.folder(folder);
      OwnerOnly.file(file);
    } catch (IOException e) {
      throw new PermanentException("The simulated service cannot make " + file + " private", e);
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
      OwnerOnly.folder(folder);
      OwnerOnly.write(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(json));
    } catch (IOException e) {
      throw new PermanentException("The simulated service cannot write " + file, e);
    }
  }

  private InvalidInputException unreadable(String reason) {
    return new InvalidInputException(
        "The state of the simulated service in "
            + file
            + " cannot be used: "
            + reason
            + ". Remove the file to start again");
  }
}
