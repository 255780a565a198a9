package io.github.thingseal.at.module;

/** What a fault amounts to for one command; how a call ends in it stands in FacadeCalls. */
enum Situation {
  /** Nothing that the driver could not get over. */
  FINE,
  /** The module says no, without a reason. */
  REFUSED_WITHOUT_REASON,
  /** The module says no. */
  REFUSED,
  /** The module says that it is busy, and goes on so. */
  BUSY,
  /** The module says that it is busy, and is not 10 s later. */
  BUSY_FOR_A_WHILE,
  /** {@code OK}, and nothing of what was asked for. */
  OK_ALONE,
  /** No result code within the time limit; other commands are answered. */
  UNANSWERED,
  /** No result code within the time limit, nor to anything that is said meanwhile. */
  DEAF,
  /** The binary window of the reply, if it has one, has another length than it says. */
  WINDOW_DAMAGED,
  /** Pieces of the reply come twice, and nothing in the protocol says so. */
  REPEATED_PIECES,
  /** Pieces come twice of what is in pieces itself. */
  REPEATED_PIECES_OF_PIECES,
  /** The line is gone. */
  LINE_LOST,
  /** The module restarts instead of an answer, and greets. */
  RESTARTED,
  /** The same, and the chip-to-chip session is over with it. */
  SESSION_LOST,
  /** The root of trust lacks the file of its update. */
  UPDATE_ABSENT
}
