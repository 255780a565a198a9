package io.github.thingseal.production;

import io.github.thingseal.OnboardingStep;
import io.github.thingseal.at.transport.Transport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The end of the host at a certain moment: from then on nothing reaches a module or the journal any
 * more. What is under way in the modules and in the service goes on.
 */
final class PowerCut {
  /** When the power goes, around the so-manieth command that begins like this, or in a step. */
  record Moment(String command, int occurrence, boolean before) {
    static Moment before(String command, int occurrence) {
      return new Moment(command, occurrence, true);
    }

    static Moment after(String command, int occurrence) {
      return new Moment(command, occurrence, false);
    }

    static Moment in(OnboardingStep step, int occurrence) {
      return new Moment(step.name(), occurrence, true);
    }

    static Moment never() {
      return new Moment("never", 0, true);
    }
  }

  private final Moment moment;
  private final SealingJournal journal;
  private final AtomicInteger seen = new AtomicInteger();
  private final List<Transport> lines = new CopyOnWriteArrayList<>();
  private volatile boolean off;

  PowerCut(Moment moment, SealingJournal journal) {
    this.moment = moment;
    this.journal = journal;
  }

  boolean hasStruck() {
    return off;
  }

  void step(OnboardingStep step) {
    if (isIt(step.name())) {
      strike();
    }
  }

  private boolean isIt(String what) {
    return what.startsWith(moment.command) && seen.incrementAndGet() == moment.occurrence;
  }

  private void strike() {
    off = true;
    journal.close();
    lines.forEach(Transport::close);
  }

  Transport over(Transport line) {
    lines.add(line);
    if (off) {
      line.close();
    }
    return new Transport() {
      @Override
      public String name() {
        return line.name();
      }

      @Override
      public int read(byte[] buffer) throws IOException {
        return line.read(buffer);
      }

      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        boolean now = isIt(new String(bytes, offset, length, StandardCharsets.US_ASCII));
        if (now && moment.before) {
          strike();
        }
        if (off) {
          throw new IOException("The power is gone");
        }
        line.write(bytes, offset, length);
        if (now) {
          strike();
        }
      }

      @Override
      public void close() {
        line.close();
      }
    };
  }
}
