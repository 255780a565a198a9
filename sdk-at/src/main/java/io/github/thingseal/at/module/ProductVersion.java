package io.github.thingseal.at.module;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The version at the end of a product's name: {@code 00B-01} in {@code SARA-R510M8S-00B-01}. The
 * revision is 0 if the name does not say.
 */
record ProductVersion(int number, char letter, int revision) implements Comparable<ProductVersion> {
  private static final Pattern AT_END = Pattern.compile("-([0-9]{2})([A-Z])(?:-([0-9]{2}))?$");
  private static final Comparator<ProductVersion> ORDER =
      Comparator.comparingInt(ProductVersion::number)
          .thenComparing(ProductVersion::letter)
          .thenComparingInt(ProductVersion::revision);

  static Optional<ProductVersion> ofProduct(String name) {
    Matcher matcher = AT_END.matcher(name.trim());
    if (!matcher.find()) {
      return Optional.empty();
    }
    String revision = matcher.group(3);
    return Optional.of(
        new ProductVersion(
            Integer.parseInt(matcher.group(1)),
            matcher.group(2).charAt(0),
            revision == null ? 0 : Integer.parseInt(revision)));
  }

  @Override
  public int compareTo(ProductVersion other) {
    return ORDER.compare(this, other);
  }
}
