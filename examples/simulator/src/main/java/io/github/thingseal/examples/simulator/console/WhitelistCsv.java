package io.github.thingseal.examples.simulator.console;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.thingseal.cloud.SecurityServices;
import io.github.thingseal.cloud.auth.Credentials;
import io.github.thingseal.cloud.whitelist.CsvLimits;
import io.github.thingseal.cloud.whitelist.ImportLine;
import io.github.thingseal.cloud.whitelist.LineOutcome;
import io.github.thingseal.core.id.RotPublicUid;
import io.github.thingseal.testkit.Portal;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Puts the modules of a CSV file on the whitelist, and reports what became of each line. */
final class WhitelistCsv {
  private static final CsvLimits LIMITS =
      new CsvLimits(ConsoleHandler.MAX_BODY_BYTES, 1 << 16, 100_000);

  private final Portal portal;

  WhitelistCsv(Portal portal) {
    this.portal = portal;
  }

  ObjectNode add(byte[] csv) {
    List<ImportLine> lines = read(csv);
    Set<RotPublicUid> present = new HashSet<>(portal.whitelist());
    List<RotPublicUid> added =
        lines.stream()
            .filter(line -> line.outcome() == LineOutcome.ACCEPTED)
            .map(ImportLine::uid)
            .flatMap(Optional::stream)
            .filter(uid -> !present.contains(uid))
            .toList();
    portal.whitelist(added.toArray(RotPublicUid[]::new));
    return report(lines, added.size());
  }

  /** The reader of the SDK; nothing is sent, so that no credentials are needed. */
  private static List<ImportLine> read(byte[] csv) {
    try (SecurityServices services =
        SecurityServices.builder().credentials(Credentials.of("none", "none")).build()) {
      return services.whitelist().importCsv(csv, LIMITS).lines();
    }
  }

  private static ObjectNode report(List<ImportLine> lines, int added) {
    List<ImportLine> refused = with(lines, LineOutcome.REFUSED);
    int repeated = with(lines, LineOutcome.DUPLICATE).size();
    ObjectNode report =
        Json.object()
            .put("added", added)
            .put("repeated", repeated)
            .put("present", lines.size() - refused.size() - repeated - added)
            .put("rejected", refused.size());
    ArrayNode problems = report.putArray("problems");
    refused.stream()
        .limit(Listing.MAX_ITEMS)
        .forEach(
            line -> problems.addObject().put("line", line.number()).put("text", line.reason()));
    return report;
  }

  private static List<ImportLine> with(List<ImportLine> lines, LineOutcome outcome) {
    return lines.stream().filter(line -> line.outcome() == outcome).toList();
  }
}
