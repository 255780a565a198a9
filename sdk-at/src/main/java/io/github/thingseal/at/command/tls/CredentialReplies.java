package io.github.thingseal.at.command.tls;

import io.github.thingseal.at.command.AtCommand;
import io.github.thingseal.at.command.InfoLine;
import io.github.thingseal.at.command.ReplyShape;
import io.github.thingseal.at.internal.reply.Reply;
import java.util.List;
import java.util.regex.Pattern;

/** What the commands of the credential store have in common. */
final class CredentialReplies {
  /**
   * Operation, type, name, MD5. The operation is not looked at: for an import by prompt, 0, the
   * vendor's own example answers 1.
   */
  static final ReplyShape WITH_MD5 = ReplyShape.prefixed("+USECMNG", 4, 4);

  private static final Pattern MD5 = Pattern.compile("[0-9A-Fa-f]{32}");

  private CredentialReplies() {}

  static String md5(AtCommand<?> command, List<InfoLine> lines) {
    String md5 = Reply.last(command, lines).text(3);
    if (!MD5.matcher(md5).matches()) {
      throw Reply.unexpected(command, "an MD5 has 32 hexadecimal digits, not " + md5.length());
    }
    return md5;
  }
}
