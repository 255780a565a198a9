package io.github.thingseal.at.command.tls;

import io.github.thingseal.at.command.Answer;
import io.github.thingseal.at.command.RepeatableCommand;
import io.github.thingseal.at.command.ReplyShape;
import io.github.thingseal.at.command.UnexpectedReplyException;
import java.util.List;
import java.util.regex.Pattern;

/**
 * {@code AT+USECMNG=3}: what is in the credential store, in lines without a prefix. Evidence:
 * published.
 */
public final class ListCredentials extends TlsCommand<List<StoredCredential>>
    implements RepeatableCommand<List<StoredCredential>> {
  private static final Pattern LINE = Pattern.compile("(CA|CC|PK|SC|VC|PU) *,.*");
  private static final Pattern QUOTED = Pattern.compile("\"([^\"]*)\"");

  /** Asks for type and name; of certificates also whom they are for, and when they end. */
  public ListCredentials() {
    super(
        "AT+USECMNG=3",
        Answer.lines(
            ReplyShape.bare(LINE),
            lines -> lines.stream().map(line -> credential(line.text(0))).toList()));
  }

  private static StoredCredential credential(String line) {
    List<String> texts = QUOTED.matcher(line).results().map(text -> text.group(1)).toList();
    if (texts.isEmpty() || line.chars().filter(c -> c == '"').count() % 2 != 0) {
      throw new UnexpectedReplyException("a line has no name in quotes, or is cut");
    }
    return new StoredCredential(
        CredentialType.ofLine(line),
        texts.get(0),
        texts.stream().skip(1).findFirst(),
        texts.stream().skip(2).findFirst());
  }
}
