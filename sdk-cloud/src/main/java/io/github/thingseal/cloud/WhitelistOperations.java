package io.github.thingseal.cloud;

import io.github.thingseal.cloud.internal.csv.CsvExport;
import io.github.thingseal.cloud.internal.csv.CsvLines;
import io.github.thingseal.cloud.internal.futures.Outcomes;
import io.github.thingseal.cloud.operation.Operation;
import io.github.thingseal.cloud.operation.Operations;
import io.github.thingseal.cloud.whitelist.CsvLimits;
import io.github.thingseal.cloud.whitelist.ImportLine;
import io.github.thingseal.core.Done;
import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.id.RotPublicUid;
import io.github.thingseal.core.internal.arguments.Arguments;
import java.io.Writer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * The list of modules that may be provisioned automatically. Paths and fields are assumed.
 *
 * <p>It counts at the moment in which a module is assigned to the account: when a sealed module
 * bootstraps, or when one that bootstrapped before it was sealed is sealed. A module that is not
 * listed then still bootstraps and is assigned, but has no features: it is {@link
 * DeviceState#ALLOCATED} and blacklisted (published). Listing it later does not change that; only
 * the portal unblocks it. That a module without a profile is not judged at its bootstrap is
 * derived: it belongs to no account yet.
 *
 * <p>Changes may be repeated: a module put on the list twice is on it, a module taken off twice is
 * not. An answer to a change that names another module is refused with an {@code
 * UnexpectedAnswerException}.
 */
public final class WhitelistOperations {
  private final CallFactory calls;

  WhitelistOperations(CallFactory calls) {
    this.calls = calls;
  }

  /**
   * Puts modules on the whitelist. Has no effect on a module that has been assigned to the account
   * already.
   *
   * @param uids the modules, one or more
   * @return the call
   * @throws InvalidInputException if there is none
   */
  public ServiceCall<Done> add(RotPublicUid... uids) {
    Arguments.requiredElements(uids, "uids");
    return add(Arrays.asList(uids));
  }

  /**
   * Puts modules on the whitelist. Has no effect on a module that has been assigned to the account
   * already.
   *
   * @param uids the modules, one or more
   * @return the call
   * @throws InvalidInputException if there is none
   */
  public ServiceCall<Done> add(Collection<RotPublicUid> uids) {
    Arguments.requiredElements(uids, "uids");
    return change(Operations.WHITELIST_ADD, uids);
  }

  /**
   * Takes modules off the whitelist.
   *
   * @param uids the modules, one or more
   * @return the call
   * @throws InvalidInputException if there is none
   */
  public ServiceCall<Done> remove(RotPublicUid... uids) {
    Arguments.requiredElements(uids, "uids");
    return remove(Arrays.asList(uids));
  }

  /**
   * Takes modules off the whitelist.
   *
   * @param uids the modules, one or more
   * @return the call
   * @throws InvalidInputException if there is none
   */
  public ServiceCall<Done> remove(Collection<RotPublicUid> uids) {
    Arguments.requiredElements(uids, "uids");
    return change(Operations.WHITELIST_REMOVE, uids);
  }

  /**
   * The modules on the whitelist, in one call. It only reads, so it may be repeated.
   *
   * @return the call
   */
  public ServiceCall<List<ReportedUid>> list() {
    return paged().all();
  }

  /**
   * The modules on the whitelist, in pages. It only reads, so it may be repeated.
   *
   * @return the list
   */
  public Paged<ReportedUid> paged() {
    return new Paged<>(
        calls,
        new PageRequest<>(
            Operations.WHITELIST_LIST,
            "",
            "",
            Map.of(),
            json ->
                json.uids(AnswerValidator.ROT_PUBLIC_UIDS).stream().map(ReportedUid::new).toList()),
        null);
  }

  /**
   * Reads a CSV file for an import, within {@link CsvLimits#standard()}; sends nothing. See {@link
   * #importCsv(byte[], CsvLimits)}.
   *
   * @param file the file
   * @return the import, ready to be run
   * @throws InvalidInputException if the file cannot be read, or is no CSV file with identities
   */
  public WhitelistImport importCsv(Path file) {
    return importCsv(file, CsvLimits.standard());
  }

  /**
   * Reads a CSV file for an import; sends nothing. See {@link #importCsv(byte[], CsvLimits)}.
   *
   * @param file the file
   * @param limits how large it may be
   * @return the import, ready to be run
   * @throws InvalidInputException if the file cannot be read, or is no CSV file with identities
   */
  public WhitelistImport importCsv(Path file, CsvLimits limits) {
    Arguments.required(file, "file");
    Arguments.required(limits, "limits");
    return importOf(CsvLines.read(file, limits));
  }

  /**
   * Reads the bytes of a CSV file for an import; sends nothing.
   *
   * <p>Text is UTF-8, with or without a byte order mark; UTF-16, workbooks and compressed files are
   * refused. Fields are separated by semicolons, commas, tabs or vertical bars, which is found out,
   * or named by a first line such as {@code sep=;}. Identities are in the column named RoTPublicUID
   * in a row above them, in any case and with any punctuation, or else in the only column that
   * holds some. A cell may have blanks, {@code 0x}, apostrophes, or {@code ="…"} around its digits.
   * Scientific notation, lost leading zeros and decimal numbers are refused, line by line.
   *
   * @param csv the bytes of the file
   * @param limits how large it may be
   * @return the import, ready to be run
   * @throws InvalidInputException if it is no CSV file with identities
   */
  public WhitelistImport importCsv(byte[] csv, CsvLimits limits) {
    Arguments.required(csv, "csv");
    Arguments.required(limits, "limits");
    return importOf(CsvLines.read(csv, limits));
  }

  /**
   * Writes the whitelist to a file, page by page; the file is replaced as a whole, or left as it
   * is. It asks for pages, which is assumed, as long as the service names a next one.
   *
   * <p>The file has a column RoTPublicUID. Each identity has {@code 0x} before its 16 digits. A
   * spreadsheet then reads it as text, and keeps leading zeros and digits that look like scientific
   * notation. {@link #importCsv} reads it. A text of the service that is no identity is in
   * quotation marks, and has an apostrophe before it if a spreadsheet would calculate it.
   *
   * @param file the file
   * @return how many identities it has
   * @throws InvalidInputException if the file cannot be written
   */
  public long exportCsv(Path file) {
    Arguments.required(file, "file");
    return CsvExport.<Long>atomically(file, new WhitelistPages(paged())::export);
  }

  /**
   * Writes the whitelist as {@link #exportCsv(Path)} does; does not close the writer.
   *
   * @param out where to
   * @return how many identities were written
   * @throws InvalidInputException if it cannot be written to
   */
  public long exportCsv(Writer out) {
    return new WhitelistPages(paged()).export(Arguments.required(out, "out"));
  }

  /**
   * Writes the whitelist as {@link #exportCsv(Path)} does, without waiting. The list is kept in
   * memory until it is complete; the file is then written on a thread of the services. Cancelling
   * the future ends the call under way, and the file is left as it is.
   *
   * @param file the file
   * @return how many identities it has, or what {@link #exportCsv(Path)} would throw
   */
  public CompletableFuture<Long> submitExportCsv(Path file) {
    Arguments.required(file, "file");
    CompletableFuture<List<String>> all = new WhitelistPages(paged()).all();
    CompletableFuture<Long> written = new CompletableFuture<>();
    var unusedEnding = written.whenComplete((count, failure) -> all.cancel(true));
    var unused =
        all.thenApply(uids -> written.isDone() ? 0L : CsvExport.write(file, uids))
            .whenComplete(
                (count, failure) -> {
                  if (failure == null) {
                    written.complete(count);
                  } else {
                    written.completeExceptionally(Outcomes.unwrapped(failure));
                  }
                });
    return written;
  }

  private WhitelistImport importOf(List<ImportLine> lines) {
    return new WhitelistImport(lines, new WhitelistPages(paged()), this::add);
  }

  private ServiceCall<Done> change(Operation operation, Collection<RotPublicUid> uids) {
    if (uids.isEmpty()) {
      throw new InvalidInputException(operation.name() + " needs one RoTPublicUID or more");
    }
    List<RotPublicUid> asked = List.copyOf(uids);
    List<String> texts = asked.stream().map(RotPublicUid::hex).toList();
    String subject =
        texts.size() == 1 ? "RoTPublicUID " + texts.get(0) : texts.size() + " RoTPublicUIDs";
    return calls.call(
        operation,
        subject,
        Map.of(AnswerValidator.ROT_PUBLIC_UIDS, texts),
        body -> AnswerValidator.changeOf(asked, body));
  }

  /**
   * Names where it leads.
   *
   * @return such as {@code WhitelistOperations[https://ssapi.services.u-blox.com/v1]}
   */
  @Override
  public String toString() {
    return "WhitelistOperations[" + calls.baseUrl() + "]";
  }
}
