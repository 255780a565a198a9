package io.github.thingseal.cloud;

import io.github.thingseal.cloud.whitelist.ImportLine;
import io.github.thingseal.cloud.whitelist.ImportProgress;
import io.github.thingseal.cloud.whitelist.ImportReport;
import io.github.thingseal.cloud.whitelist.LineOutcome;
import io.github.thingseal.core.AuthenticationException;
import io.github.thingseal.core.Done;
import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.PermanentException;
import io.github.thingseal.core.TransientException;
import io.github.thingseal.core.id.RotPublicUid;
import io.github.thingseal.core.internal.arguments.Arguments;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * An import of a CSV file into the whitelist. The file has been read; nothing has been sent.
 *
 * <p>What is on the whitelist already is not sent, so an import that was stopped is resumed when it
 * is run again. Where the service cannot list the whitelist, which is assumed, {@link
 * #withoutListing} sends every line again, or {@link #startingAtLine} goes on at a stored position;
 * adding may be repeated.
 *
 * <p>A chunk that is refused (status 400, 413 or 422) is sent again in halves, until the lines that
 * are refused are found and all others are added. A chunk that fails in another way leaves the
 * others as they are. The import ends early if the service refuses the credentials or the
 * operation, if three chunks in a row fail, or if 20 lines in a row are refused one by one. The
 * lines that were not sent stay {@link LineOutcome#ACCEPTED}.
 *
 * <p>Immutable, and may be run any number of times.
 */
public final class WhitelistImport {
  private static final int MAX_CHUNK = 10_000;
  private static final int CHUNK = 500;

  private final List<ImportLine> lines;
  private final WhitelistPages pages;
  private final Function<List<RotPublicUid>, ServiceCall<Done>> add;
  private final int chunkSize;
  private final boolean list;

  WhitelistImport(
      List<ImportLine> lines,
      WhitelistPages pages,
      Function<List<RotPublicUid>, ServiceCall<Done>> add) {
    this(lines, pages, add, CHUNK, true);
  }

  private WhitelistImport(
      List<ImportLine> lines,
      WhitelistPages pages,
      Function<List<RotPublicUid>, ServiceCall<Done>> add,
      int chunkSize,
      boolean list) {
    this.lines = List.copyOf(lines);
    this.pages = pages;
    this.add = add;
    this.chunkSize = chunkSize;
    this.list = list;
  }

  /**
   * The lines of the file.
   *
   * @return each line: accepted, refused with the reason, or a duplicate within the file
   */
  public List<ImportLine> lines() {
    return lines;
  }

  /**
   * The same import in chunks of this size.
   *
   * @param lines how many identities one call adds at most, 1 to 10,000 (assumed); 500 if not set
   * @return a new import
   * @throws InvalidInputException if out of range
   */
  public WhitelistImport chunkSize(int lines) {
    if (lines < 1 || lines > MAX_CHUNK) {
      throw new InvalidInputException("A chunk has 1 to " + MAX_CHUNK + " lines, not " + lines);
    }
    return new WhitelistImport(this.lines, pages, add, lines, list);
  }

  /**
   * The same import without the lines before this one, which become {@link LineOutcome#SKIPPED}.
   *
   * @param number the number of a line, such as {@link ImportReport#position} or {@link
   *     ImportProgress#position} of an import of the same file
   * @return a new import
   * @throws InvalidInputException if less than 1
   */
  public WhitelistImport startingAtLine(long number) {
    if (number < 1) {
      throw new InvalidInputException("Lines count from 1, not from " + number);
    }
    List<ImportLine> rest =
        lines.stream()
            .map(
                line ->
                    line.number() < number && line.outcome() == LineOutcome.ACCEPTED
                        ? line.became(LineOutcome.SKIPPED, "before line " + number)
                        : line)
            .toList();
    return new WhitelistImport(rest, pages, add, chunkSize, list);
  }

  /**
   * The same import, which does not ask what is on the whitelist already.
   *
   * @return a new import
   */
  public WhitelistImport withoutListing() {
    return new WhitelistImport(lines, pages, add, chunkSize, false);
  }

  /**
   * Asks what is on the whitelist already; changes nothing.
   *
   * @return what would be sent: the lines that are {@link LineOutcome#ACCEPTED}
   * @throws AuthenticationException if the service refuses the credentials
   * @throws TransientException if it cannot be reached, or the thread is interrupted
   * @throws PermanentException if it cannot list the whitelist
   */
  public ImportReport dryRun() {
    return start(true, progress -> {}).await(list);
  }

  /**
   * Imports without a listener.
   *
   * @return what became of each line
   * @throws AuthenticationException as of {@link #run(Consumer)}
   * @throws TransientException as of {@link #run(Consumer)}
   * @throws PermanentException as of {@link #run(Consumer)}
   */
  public ImportReport run() {
    return run(progress -> {});
  }

  /**
   * Imports, and waits. It throws only before anything is sent; failures afterwards are in the
   * report. An interrupt ends the import at once and stays set: the chunk under way is then {@link
   * LineOutcome#UNCERTAIN}.
   *
   * @param listener is called after each chunk, on a thread of the services, which then wait for it
   * @return what became of each line
   * @throws AuthenticationException if the whitelist is asked for, and the service refuses the
   *     credentials
   * @throws TransientException if the whitelist is asked for, and the service cannot be reached
   * @throws PermanentException if the whitelist is asked for, and the service cannot list it
   */
  public ImportReport run(Consumer<? super ImportProgress> listener) {
    return start(false, Arguments.required(listener, "listener")).await(list);
  }

  /**
   * Imports without waiting. Cancelling the future ends the call under way, and sends no more; the
   * last progress has the position to go on at.
   *
   * @param listener is called after each chunk, on a thread of the services
   * @return what {@link #run(Consumer)} would return or throw
   */
  public CompletableFuture<ImportReport> submit(Consumer<? super ImportProgress> listener) {
    return start(false, Arguments.required(listener, "listener")).begin(list);
  }

  /**
   * Asks without waiting what is on the whitelist already.
   *
   * @return what {@link #dryRun} would return or throw
   */
  public CompletableFuture<ImportReport> submitDryRun() {
    return start(true, progress -> {}).begin(list);
  }

  private ImportRun start(boolean dry, Consumer<? super ImportProgress> listener) {
    return new ImportRun(lines, chunkSize, dry, pages, add, listener);
  }

  /**
   * Says how many lines there are.
   *
   * @return such as {@code WhitelistImport[120 lines]}
   */
  @Override
  public String toString() {
    return "WhitelistImport[" + lines.size() + " lines]";
  }
}
