package io.github.thingseal.cloud.internal.redaction;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;

/**
 * Finds secrets, and pieces of them, in text: as they are, and in every encoding that {@link
 * Decodings} undoes, whatever the case of the letters and whatever stands between them.
 */
final class SecretFinder {
  private static final int SHORTEST_PIECE = 4;
  private static final int LONGEST_PIECE = 8;

  private final List<String> secrets;

  /** Pieces by their length; of letters and digits only, and of everything that is not blank. */
  private final Map<Integer, Set<String>> words = new HashMap<>();

  private final Map<Integer, Set<String>> visible = new HashMap<>();

  SecretFinder(List<String> secrets) {
    this.secrets = secrets.stream().filter(secret -> !secret.isEmpty()).distinct().toList();
  }

  /** The secrets as they are. */
  List<String> secrets() {
    return secrets;
  }

  /** Whether a text holds a secret or a piece of one that is worth hiding, in any encoding. */
  boolean isIn(String text) {
    if (secrets.isEmpty() || text.isBlank()) {
      return false;
    }
    if (visible.isEmpty()) {
      secrets.forEach(this::addPieces);
    }
    return Decodings.anyMatch(text, this::isInView);
  }

  private boolean isInView(String view) {
    String plain = plain(view);
    return holds(words, only(plain, Character::isLetterOrDigit))
        || holds(visible, only(plain, SecretFinder::isVisible));
  }

  private static boolean holds(Map<Integer, Set<String>> pieces, String text) {
    for (Map.Entry<Integer, Set<String>> entry : pieces.entrySet()) {
      int length = entry.getKey();
      for (int i = 0; i + length <= text.length(); i++) {
        if (entry.getValue().contains(text.substring(i, i + length))) {
          return true;
        }
      }
    }
    return false;
  }

  private void addPieces(String secret) {
    addPieces(visible, only(plain(secret), SecretFinder::isVisible));
    for (String form : forms(secret)) {
      String letters = only(plain(form), Character::isLetterOrDigit);
      if (letters.length() >= SHORTEST_PIECE) {
        addPieces(words, letters);
      }
    }
  }

  /** Pieces of a quarter of the form, but of 4 characters at least and of 8 at most. */
  private static void addPieces(Map<Integer, Set<String>> pieces, String form) {
    int quarter = Math.min(LONGEST_PIECE, Math.max(SHORTEST_PIECE, form.length() / 4));
    int length = Math.min(quarter, form.length());
    if (length == 0) {
      return;
    }
    Set<String> set = pieces.computeIfAbsent(length, unused -> new HashSet<>());
    for (int i = 0; i + length <= form.length(); i++) {
      set.add(form.substring(i, i + length));
    }
  }

  /** A secret, its Base64 at each alignment, and the bytes that its Base64 parts stand for. */
  private static List<String> forms(String secret) {
    List<String> forms = new ArrayList<>();
    forms.add(secret);
    byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
    for (int before = 0; before < 3; before++) {
      forms.add(base64(bytes, before));
    }
    for (String part : secret.split("\\.", -1)) {
      addDecoded(forms, part);
    }
    Arrays.fill(bytes, (byte) 0);
    return forms;
  }

  /** What the bytes look like in Base64 when so many others stand before them. */
  private static String base64(byte[] bytes, int before) {
    byte[] shifted = new byte[before + bytes.length];
    System.arraycopy(bytes, 0, shifted, before, bytes.length);
    String text = Base64.getEncoder().withoutPadding().encodeToString(shifted);
    int firstOwn = (before * Byte.SIZE + 5) / 6;
    int endOfOwn = shifted.length * Byte.SIZE / 6;
    return firstOwn < endOfOwn ? text.substring(firstOwn, endOfOwn) : "";
  }

  private static void addDecoded(List<String> forms, String part) {
    if (part.length() < 2 * LONGEST_PIECE) {
      return;
    }
    try {
      String standard = part.strip().replace('-', '+').replace('_', '/').replace("=", "");
      byte[] decoded = Base64.getDecoder().decode(standard);
      forms.add(HexFormat.of().formatHex(decoded));
      for (int before = 1; before < 3; before++) {
        forms.add(base64(decoded, before));
      }
    } catch (IllegalArgumentException e) {
      // It is no Base64, so it stands for itself only.
    }
  }

  private static String plain(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
  }

  private static boolean isVisible(int c) {
    return !Character.isWhitespace(c) && !Character.isISOControl(c) && c != '\\';
  }

  private static String only(String text, IntPredicate wanted) {
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints().filter(wanted).forEach(out::appendCodePoint);
    return out.toString();
  }
}
