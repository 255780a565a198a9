package io.github.thingseal.at.module;

import io.github.thingseal.at.command.ChannelClosedException;
import io.github.thingseal.at.command.CommandRejectedException;
import io.github.thingseal.at.command.CommandTimeoutException;
import io.github.thingseal.at.command.EncryptionLostException;
import io.github.thingseal.at.command.GarbledReplyException;
import io.github.thingseal.at.command.ModuleBusyException;
import io.github.thingseal.at.command.ModuleRestartedException;
import io.github.thingseal.at.command.UnexpectedReplyException;
import java.util.Set;

/** How a call ends in each situation, unless the call says otherwise. */
final class ExpectedOutcomes {
  private ExpectedOutcomes() {}

  static Set<Class<?>> usual(Situation situation, FacadeCall.Reply reply) {
    return switch (situation) {
      case FINE, BUSY_FOR_A_WHILE, UPDATE_ABSENT, REPEATED_PIECES, REPEATED_PIECES_OF_PIECES ->
          FacadeCall.RIGHT;
      case REFUSED_WITHOUT_REASON, REFUSED -> Set.of(CommandRejectedException.class);
      case BUSY -> Set.of(ModuleBusyException.class);
      case OK_ALONE -> withoutInformation(reply);
      case UNANSWERED, DEAF -> Set.of(CommandTimeoutException.class);
      case WINDOW_DAMAGED ->
          reply == FacadeCall.Reply.BINARY ? Set.of(GarbledReplyException.class) : FacadeCall.RIGHT;
      case SESSION_LOST -> Set.of(EncryptionLostException.class);
      case RESTARTED -> Set.of(ModuleRestartedException.class);
      case LINE_LOST -> Set.of(ChannelClosedException.class);
    };
  }

  private static Set<Class<?>> withoutInformation(FacadeCall.Reply reply) {
    return switch (reply) {
      case NOTHING -> FacadeCall.RIGHT;
      case OPTIONAL_INFORMATION -> Set.of(FacadeCall.TAKEN_IN);
      case INFORMATION, BINARY -> Set.of(UnexpectedReplyException.class);
    };
  }
}
