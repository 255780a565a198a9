package io.github.thingseal.at.channel;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.thingseal.at.command.InfoLine;
import io.github.thingseal.at.command.ReplyShape;
import io.github.thingseal.at.command.UrcType;
import io.github.thingseal.at.command.network.PdpEvent;
import io.github.thingseal.at.command.network.Registration;
import io.github.thingseal.at.command.network.RegistrationDomain;
import io.github.thingseal.at.command.tls.TlsSessionEvent;
import io.github.thingseal.at.fuzz.Canary;
import io.github.thingseal.testsupport.ExportedTypes;
import io.github.thingseal.testsupport.FuzzInputs;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Any line, read as any kind of unsolicited result code: a value, or none. */
class UnsolicitedFuzzTest {
  private static final List<UrcType<?>> TYPES = types();

  @FuzzTest
  void fuzz(byte[] input) {
    UnsolicitedFuzzTest.check(input);
  }

  @Test
  @Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void read_whenSeedsAndRandomInputs_givesAValueOrNone() {
    FuzzInputs.run(UnsolicitedFuzzTest.class, 5_000, UnsolicitedFuzzTest::check);
  }

  /** What the types of commands read, and the registration of each domain. */
  private static List<UrcType<?>> types() {
    List<UrcType<?>> types = new ArrayList<>();
    ExportedTypes.ofModuleOf(UrcType.class).stream()
        .flatMap(type -> Arrays.stream(type.getFields()))
        .filter(field -> field.getType() == UrcType.class)
        .map(UnsolicitedFuzzTest::value)
        .forEach(types::add);
    assertThat(types).hasSizeGreaterThan(5);
    Arrays.stream(RegistrationDomain.values()).map(Registration::urc).forEach(types::add);
    return types;
  }

  private static UrcType<?> value(Field constant) {
    try {
      return (UrcType<?>) constant.get(null);
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }

  private static void check(byte[] input) {
    AtLexer lexer = new AtLexer(new Reader());
    lexer.expect(ReplyShape.none());
    byte[] said = Canary.planted(input);
    lexer.feed(said, 0, said.length);
  }

  /** Reads each line as everything that it is not, too. */
  private static final class Reader implements AtLexer.Sink {
    @Override
    public void line(byte[] bytes, int offset, int length, int windowOffset, int windowLength) {
      InfoLine line = new ReceivedLine(bytes, offset, length, windowOffset, windowLength).info();
      TYPES.forEach(type -> type.read(line).ifPresent(Reader::use));
    }

    private static void use(Object value) {
      if (value instanceof PdpEvent event) {
        assertThat(event.activated()).isNotNull();
        assertThat(event.deactivated()).isNotNull();
      } else if (value instanceof TlsSessionEvent session) {
        Canary.requireUnseen(session.toString());
        session.close();
      }
    }

    @Override
    public void prompt() {
      throw new AssertionError("No prompt was due");
    }

    @Override
    public void noise() {
      // Of no consequence here.
    }

    @Override
    public void damaged() {
      throw new AssertionError("No reply was expected");
    }
  }
}
