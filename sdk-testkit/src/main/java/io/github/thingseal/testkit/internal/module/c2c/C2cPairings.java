package io.github.thingseal.testkit.internal.module.c2c;

import io.github.thingseal.testkit.internal.module.memory.NonVolatileMemory;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/** The chip-to-chip pairings that the module remembers. */
public final class C2cPairings {
  private static final int MAX = 8;
  private static final String KEY = "c2c.";
  private static final String CONFIRMED = "confirmed";
  private static final HexFormat HEX = HexFormat.of();

  private final NonVolatileMemory memory;
  private final SecureRandom random;

  public C2cPairings(NonVolatileMemory memory, SecureRandom random) {
    this.memory = memory;
    this.random = random;
  }

  /**
   * One pairing.
   *
   * @param keys what both ends share
   * @param tag the hexadecimal tag that the host has to confirm, or empty once that is done
   */
  public record Pairing(C2cKeys keys, Optional<String> tag) {}

  public Optional<Pairing> find(byte[] teSecret) {
    return slot(teSecret).flatMap(memory::text).map(C2cPairings::parse);
  }

  /**
   * Makes a pairing, in the place of an earlier one with the same secret; empty if all are taken.
   */
  public Optional<Pairing> make(byte[] teSecret, boolean second) {
    Optional<String> place = slot(teSecret).or(this::freeSlot);
    if (place.isEmpty()) {
      return Optional.empty();
    }
    String hmacKey = HEX.formatHex(second ? fresh() : new byte[C2cKeys.BYTES]);
    String tag = second ? HEX.formatHex(fresh()) : CONFIRMED;
    String text = String.join(":", HEX.formatHex(teSecret), HEX.formatHex(fresh()), hmacKey, tag);
    memory.put(place.get(), text).save();
    return Optional.of(parse(text));
  }

  public void confirm(byte[] teSecret) {
    String slot = slot(teSecret).orElseThrow();
    String text = memory.text(slot).orElseThrow();
    memory.put(slot, text.substring(0, text.lastIndexOf(':') + 1) + CONFIRMED).save();
  }

  private static List<String> slots() {
    return IntStream.range(0, MAX).mapToObj(number -> KEY + number).toList();
  }

  private Optional<String> slot(byte[] teSecret) {
    String head = HEX.formatHex(teSecret).toLowerCase(Locale.ROOT) + ":";
    return slots().stream()
        .filter(slot -> memory.text(slot).filter(text -> text.startsWith(head)).isPresent())
        .findFirst();
  }

  private Optional<String> freeSlot() {
    return slots().stream().filter(slot -> memory.text(slot).isEmpty()).findFirst();
  }

  private byte[] fresh() {
    byte[] bytes = new byte[C2cKeys.BYTES];
    random.nextBytes(bytes);
    return bytes;
  }

  private static Pairing parse(String text) {
    String[] parts = text.split(":", 4);
    C2cKeys keys =
        new C2cKeys(HEX.parseHex(parts[0]), HEX.parseHex(parts[1]), HEX.parseHex(parts[2]));
    return new Pairing(keys, Optional.of(parts[3]).filter(tag -> !tag.equals(CONFIRMED)));
  }
}
