package io.github.thingseal.examples.kafkaunprotect;

import io.github.thingseal.examples.kafkaunprotect.Patience.Afterwards;
import java.time.Duration;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** How an outage of the service is sat out. */
final class PatienceOptions {
  @Option(
      names = "--patience",
      paramLabel = "SECONDS",
      defaultValue = "30",
      description =
          "How long messages of a poll wait, in all, for a service that cannot be asked;"
              + " ${DEFAULT-VALUE} by default.")
  private int seconds;

  @Option(
      names = "--afterwards",
      paramLabel = "fail|dead-letter",
      defaultValue = "fail",
      converter = Words.class,
      description =
          "What becomes of it then: fail aborts and processes it again, dead-letter gives it up;"
              + " ${DEFAULT-VALUE} by default.")
  private Afterwards afterwards = Afterwards.FAIL;

  Patience patience() {
    Duration limit = Duration.ofSeconds(Numbers.atLeast(1, "--patience", seconds));
    return new Patience(limit, Patience.standard().pause(), afterwards);
  }

  static final class Words implements ITypeConverter<Afterwards> {
    @Override
    public Afterwards convert(String word) {
      try {
        return Afterwards.valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException("fail or dead-letter, not " + word);
      }
    }
  }
}
