package io.github.thingseal.at.command.tls;

import io.github.thingseal.at.command.InfoLine;
import io.github.thingseal.at.command.RepeatableCommand;
import io.github.thingseal.at.command.ReplyShape;
import io.github.thingseal.at.command.UnexpectedReplyException;
import io.github.thingseal.at.internal.reply.Reply;
import io.github.thingseal.core.internal.arguments.Arguments;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code AT+USECMNG=3}: what is in the credential store, in lines without a prefix. Evidence:
 * published.
 */
public record ListCredentials()
    implements TlsCommand<List<StoredCredential>>, RepeatableCommand<List<StoredCredential>> {
  private static final Pattern LINE = Pattern.compile("(CA|CC|PK|SC|VC|PU) *,.*");
  private static final Pattern QUOTED = Pattern.compile("\"([^\"]*)\"");

  @Override
  public String line() {
    return "AT+USECMNG=3";
  }

  @Override
  public ReplyShape reply() {
    return ReplyShape.bare(LINE);
  }

  /**
   * Type and name; of certificates also whom they are for, and when they end.
   *
   * @throws UnexpectedReplyException if a line has no name
   */
  @Override
  public List<StoredCredential> read(List<InfoLine> lines) {
    Arguments.requiredElements(lines, "lines");
    return lines.stream().map(line -> credential(line.text(0))).toList();
  }

  private StoredCredential credential(String line) {
    Matcher matcher = QUOTED.matcher(line);
    List<String> texts = new ArrayList<>();
    while (matcher.find()) {
      texts.add(matcher.group(1));
    }
    if (texts.isEmpty()) {
      throw Reply.unexpected(this, "a line has no name in quotes");
    }
    return new StoredCredential(type(line), texts.get(0), at(texts, 1), at(texts, 2));
  }

  private static Optional<String> at(List<String> texts, int index) {
    return texts.size() > index ? Optional.of(texts.get(index)) : Optional.empty();
  }

  private CredentialType type(String line) {
    return Arrays.stream(CredentialType.values())
        .filter(type -> line.startsWith(type.code()))
        .findFirst()
        .orElseThrow(() -> Reply.unexpected(this, "a line names no known type"));
  }
}
