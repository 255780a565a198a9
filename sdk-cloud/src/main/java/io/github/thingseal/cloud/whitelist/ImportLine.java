package io.github.thingseal.cloud.whitelist;

import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.id.RotPublicUid;
import io.github.thingseal.core.internal.arguments.Arguments;
import java.util.Optional;

/**
 * A line of a CSV file, and what became of it. Blank lines and the header have none.
 *
 * @param number the number of the line in the file, from 1; where a quoted field has line breaks,
 *     that of the first of its lines
 * @param text the text of the column that holds the identities
 * @param uid the identity, unless the text is none
 * @param outcome what became of it
 * @param reason why, and how to mend it; may be empty
 */
public record ImportLine(
    long number, String text, Optional<RotPublicUid> uid, LineOutcome outcome, String reason) {
  /**
   * Checks the parts.
   *
   * @param number the number of the line, from 1
   * @param text the text of the column
   * @param uid the identity, if there is one
   * @param outcome what became of it
   * @param reason why; may be empty
   * @throws InvalidInputException if the number is less than 1, or a line other than a refused one
   *     has no identity
   */
  public ImportLine {
    Arguments.required(text, "text");
    Arguments.required(uid, "uid");
    Arguments.required(outcome, "outcome");
    Arguments.required(reason, "reason");
    if (number < 1) {
      throw new InvalidInputException("Lines count from 1, not from " + number);
    }
    if (uid.isEmpty() && outcome != LineOutcome.REFUSED) {
      throw new InvalidInputException("A line without an identity is REFUSED, not " + outcome);
    }
  }

  /**
   * The same line with another outcome.
   *
   * @param outcome what became of it
   * @param reason why; may be empty
   * @return a new line
   */
  public ImportLine became(LineOutcome outcome, String reason) {
    return new ImportLine(number, text, uid, outcome, reason);
  }
}
