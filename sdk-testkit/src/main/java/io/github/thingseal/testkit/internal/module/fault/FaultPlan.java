package io.github.thingseal.testkit.internal.module.fault;

import io.github.thingseal.testkit.SimulatedModuleFaults.DigitCase;
import io.github.thingseal.testkit.SimulatedModuleFaults.UrcMoment;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What goes wrong, and the choices where modules differ.
 *
 * @param latencies by command name, or {@link #ANY}
 * @param answers instead of the true one, by command name, or {@link #ANY}
 * @param urcs that come when they are not wanted
 * @param missingBinaryBytes by which a binary window is too short
 * @param chunkBytes the most bytes written at a time; 0 for no limit
 * @param chunkGap between two chunks
 * @param cutReplyAfterBytes after which the line is closed; 0 for never
 * @param promptBlank whether a blank follows the prompt
 * @param hexCase of identities and keys
 * @param quotedRotUid whether the RoTPublicUID is in quotes
 * @param secBusy how long the security subsystem takes to start
 * @param dropPowerOffOk whether the OK to CPWROFF gets lost
 * @param nulsAtBoot how many zero bytes the line shows when the module boots
 * @param link what goes wrong below the dialogue
 */
public record FaultPlan(
    Map<String, Duration> latencies,
    Map<String, Answer> answers,
    List<Urc> urcs,
    int missingBinaryBytes,
    int chunkBytes,
    Duration chunkGap,
    int cutReplyAfterBytes,
    boolean promptBlank,
    DigitCase hexCase,
    boolean quotedRotUid,
    Duration secBusy,
    boolean dropPowerOffOk,
    int nulsAtBoot,
    LinkFaults link) {
  /** Stands for every command. */
  public static final String ANY = "*";

  /** Copies the collections. */
  public FaultPlan {
    latencies = Map.copyOf(latencies);
    answers = Map.copyOf(answers);
    urcs = List.copyOf(urcs);
  }

  /**
   * An unwanted URC.
   *
   * @param text without line ends
   * @param moment when it comes
   * @param times how often in a row
   */
  public record Urc(String text, UrcMoment moment, int times) {}

  /** What comes instead of the true answer. */
  public sealed interface Answer {
    /** Nothing. */
    record Silence() implements Answer {}

    /**
     * Random bytes and no result.
     *
     * @param lengthBytes how many
     */
    record Garbage(int lengthBytes) implements Answer {}

    /**
     * The module restarts.
     *
     * @param after how much later
     */
    record Restart(Duration after) implements Answer {}

    /**
     * A final result code of one's own.
     *
     * @param resultCode without line ends
     */
    record Final(String resultCode) implements Answer {}
  }

  /** The commands that it names. */
  public Set<String> commands() {
    Set<String> named = new TreeSet<>(latencies.keySet());
    named.addAll(answers.keySet());
    named.remove(ANY);
    return named;
  }

  public Duration latency(String command) {
    return Optional.ofNullable(latencies.get(command))
        .orElseGet(() -> latencies.getOrDefault(ANY, Duration.ZERO));
  }

  public Optional<Answer> answer(String command) {
    return Optional.ofNullable(answers.get(command))
        .or(() -> Optional.ofNullable(answers.get(ANY)));
  }

  public String hex(String lowerCase, DigitCase seen) {
    DigitCase wanted = hexCase == DigitCase.AS_SEEN ? seen : hexCase;
    return wanted == DigitCase.UPPER ? lowerCase.toUpperCase(Locale.ROOT) : lowerCase;
  }
}
