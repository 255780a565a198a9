package io.github.thingseal.at.command.network;

import io.github.thingseal.at.command.Answer;
import io.github.thingseal.at.command.InfoLine;
import io.github.thingseal.at.command.ReadCommand;
import io.github.thingseal.at.internal.text.Echoes;
import io.github.thingseal.at.internal.text.Numbers;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * {@code AT+CGCONTRDP=n}: how the network set a PDP context up, {@code
 * …,<apn>,"<address.mask>","<gateway>","<dns1>","<dns2>"}; empty if the context is not active.
 * Evidence: 3GPP 27.007; an address without mask published.
 */
public final class ReadPdpConnection extends ReadCommand<Optional<PdpConnection>> {
  /** As many numbers as an address with a mask has, in IPv4 and IPv6. */
  private static final Set<Integer> WITH_MASK = Set.of(8, 32);

  /**
   * Asks for the connection.
   *
   * @param contextId the number of the context, 1 or more
   */
  public ReadPdpConnection(int contextId) {
    super(
        "AT+CGCONTRDP=" + Numbers.atLeast(1, contextId, "contextId"),
        Answer.lines("+CGCONTRDP", 3, 20, lines -> last(lines, contextId)));
  }

  private static Optional<PdpConnection> last(List<InfoLine> lines, int contextId) {
    return lines.stream()
        .reduce((first, last) -> last)
        .map(line -> connection(Echoes.require(line, 0, "context", contextId)));
  }

  private static PdpConnection connection(InfoLine line) {
    Optional<String> addressAndMask = line.optionalText(3);
    return new PdpConnection(
        line.integer(0),
        line.integer(1),
        line.text(2),
        addressAndMask.map(text -> parts(text).get(0)),
        addressAndMask.flatMap(text -> parts(text).stream().skip(1).findFirst()),
        line.optionalText(4),
        Stream.of(line.optionalText(5), line.optionalText(6)).flatMap(Optional::stream).toList());
  }

  /** 3GPP puts a mask of as many numbers behind an address of 4 or 16; some firmware does not. */
  private static List<String> parts(String addressAndMask) {
    List<String> numbers = List.of(addressAndMask.split("\\.", -1));
    if (!WITH_MASK.contains(numbers.size())) {
      return List.of(addressAndMask);
    }
    int half = numbers.size() / 2;
    return List.of(
        String.join(".", numbers.subList(0, half)),
        String.join(".", numbers.subList(half, 2 * half)));
  }
}
