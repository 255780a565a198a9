package io.github.thingseal.testkit.internal.module.fault;

import io.github.thingseal.testkit.FrameFault;
import io.github.thingseal.testkit.UrcMoment;
import io.github.thingseal.testkit.internal.module.fault.FaultEffect.Framing;
import io.github.thingseal.testkit.internal.module.fault.FaultEffect.Pieces;
import io.github.thingseal.testkit.internal.module.fault.FaultEffect.Replacement;
import io.github.thingseal.testkit.internal.module.fault.FaultEffect.Urc;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** All that goes wrong with a module. Where two faults say different things, the later one wins. */
public final class FaultSet {
  private static final Duration SECURITY_START = Duration.ofSeconds(3);
  private static final Pieces WHOLE = new Pieces(0, Duration.ZERO);

  private final List<FaultEffect> effects;

  /** Puts effects together. */
  public FaultSet(List<FaultEffect> effects) {
    this.effects = List.copyOf(effects);
  }

  /** The commands that are named. */
  public Set<String> commands() {
    return effects.stream()
        .map(FaultEffect::command)
        .filter(name -> !name.isEmpty() && !name.equals(FaultEffect.ANY))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** How long a command waits. */
  public Duration delay(String command) {
    return ofCommand(command, FaultEffect::delay).orElse(Duration.ZERO);
  }

  /** What happens in the place of a command. */
  public Optional<Replacement> replacement(String command) {
    return ofCommand(command, FaultEffect::replacement);
  }

  /** What is sent in the place of a part of a reply. */
  public ReplyPart reply(ReplyPart part) {
    ReplyPart sent = part;
    for (FaultEffect effect : effects) {
      sent = effect.reply(sent);
    }
    return sent;
  }

  /** The URCs that come at a moment. */
  public List<Urc> unsolicited(UrcMoment moment) {
    return effects.stream()
        .flatMap(effect -> effect.unsolicited().stream())
        .filter(urc -> urc.moment() == moment)
        .toList();
  }

  /** The pieces in which the line takes what is sent. */
  public Pieces pieces() {
    return last(effect -> true, FaultEffect::pieces).orElse(WHOLE);
  }

  /** After how many bytes of replies the line is closed, once; 0 for never. */
  public int closesAfterBytes() {
    return lastPositive(FaultEffect::closesAfterBytes);
  }

  /** What the line shows when the module boots. */
  public String bootNoise() {
    return effects.stream().map(FaultEffect::bootNoise).collect(Collectors.joining());
  }

  /** How long the root of trust takes to start. */
  public Duration securityStart() {
    return last(effect -> true, FaultEffect::securityStart).orElse(SECURITY_START);
  }

  /** What happens to a frame, given its number. */
  public Set<FrameFault> frame(Framing framing, long number) {
    return effects.stream()
        .flatMap(effect -> effect.frame(framing, number).stream())
        .collect(Collectors.toSet());
  }

  /** Whether the multiplexer hangs if it gets something too soon. */
  public boolean hangsWhenHurried() {
    return effects.stream().anyMatch(FaultEffect::hangsWhenHurried);
  }

  /** Whether ports are found in the multiplexer. */
  public boolean isMultiplexedBefore() {
    return effects.stream().anyMatch(FaultEffect::isMultiplexedBefore);
  }

  /** The speed at which hosts speak; 0 for that of the module. */
  public int hostBaudRate() {
    return lastPositive(FaultEffect::hostBaudRate);
  }

  /** What is said of a command by its name; or else of all. */
  private <T> Optional<T> ofCommand(String command, Function<FaultEffect, Optional<T>> point) {
    return last(effect -> effect.command().equals(command), point)
        .or(() -> last(effect -> effect.command().equals(FaultEffect.ANY), point));
  }

  private <T> Optional<T> last(
      Predicate<FaultEffect> filter, Function<FaultEffect, Optional<T>> point) {
    return effects.stream()
        .filter(filter)
        .flatMap(effect -> point.apply(effect).stream())
        .reduce((earlier, later) -> later);
  }

  private int lastPositive(Function<FaultEffect, Integer> point) {
    return last(effect -> true, effect -> Optional.of(point.apply(effect)).filter(n -> n > 0))
        .orElse(0);
  }
}
