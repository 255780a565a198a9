package io.github.thingseal.at.command.network;

import io.github.thingseal.at.command.Answer;
import io.github.thingseal.at.command.InfoLine;
import io.github.thingseal.at.command.RepeatableCommand;
import io.github.thingseal.at.command.ReplyShape;
import io.github.thingseal.at.internal.text.Numbers;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * {@code AT+CGCONTRDP=n}: how the network set a PDP context up, {@code
 * …,<apn>,"<address.mask>","<gateway>","<dns1>","<dns2>"}; empty if the context is not active.
 * Evidence: 3GPP 27.007; an address without mask published.
 *
 * @param contextId the number of the context, 1 or more
 */
public record ReadPdpConnection(int contextId)
    implements RepeatableCommand<Optional<PdpConnection>> {
  private static final int MAX_FIELDS = 20;

  /**
   * Checks the number.
   *
   * @param contextId the number of the context, 1 or more
   */
  public ReadPdpConnection {
    Numbers.atLeast(1, contextId, "contextId");
  }

  @Override
  public String line() {
    return "AT+CGCONTRDP=" + contextId;
  }

  @Override
  public Answer<Optional<PdpConnection>> answer() {
    return Answer.lines(
        ReplyShape.prefixed("+CGCONTRDP", 3, MAX_FIELDS),
        lines -> lines.stream().reduce((first, last) -> last).map(ReadPdpConnection::connection));
  }

  private static PdpConnection connection(InfoLine line) {
    Optional<AddressAndMask> address = line.optionalText(3).map(AddressAndMask::of);
    return new PdpConnection(
        line.integer(0),
        line.integer(1),
        line.text(2),
        address.map(AddressAndMask::address),
        address.flatMap(AddressAndMask::mask),
        line.optionalText(4),
        Stream.of(line.optionalText(5), line.optionalText(6)).flatMap(Optional::stream).toList());
  }

  /** 3GPP puts a mask of as many numbers behind an address of 4 or 16; some firmware does not. */
  private record AddressAndMask(String address, Optional<String> mask) {
    private static final Set<Integer> WITH_MASK = Set.of(8, 32);

    static AddressAndMask of(String text) {
      List<String> numbers = List.of(text.split("\\.", -1));
      if (!WITH_MASK.contains(numbers.size())) {
        return new AddressAndMask(text, Optional.empty());
      }
      int half = numbers.size() / 2;
      return new AddressAndMask(
          String.join(".", numbers.subList(0, half)),
          Optional.of(String.join(".", numbers.subList(half, 2 * half))));
    }
  }
}
