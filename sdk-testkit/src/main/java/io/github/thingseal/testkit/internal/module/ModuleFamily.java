package io.github.thingseal.testkit.internal.module;

import java.util.List;

/**
 * The families of modules, as far as their radio and their command set differ.
 *
 * <p>Evidence: the vendor's C library, which sends other forms of the same commands to each. The
 * technologies are numbered as by {@code +URAT}.
 */
public enum ModuleFamily {
  /** SARA-R5. */
  SARA_R5,
  /** SARA-R422. */
  SARA_R422,
  /** SARA-R410M. */
  SARA_R410M,
  /** SARA-R412M. */
  SARA_R412M,
  /** LARA-R6. */
  LARA_R6;

  /** The numbers of {@code +URAT}, in the order of a factory-fresh module (assumed). */
  List<Integer> radioTechnologies() {
    return switch (this) {
      case SARA_R5, SARA_R410M -> List.of(7, 8);
      case SARA_R422, SARA_R412M -> List.of(7, 8, 9);
      case LARA_R6 -> List.of(3, 2, 0);
    };
  }

  /** The numbers of {@code +UBANDMASK}. */
  List<Integer> bandTechnologies() {
    return this == LARA_R6 ? List.of(3, 2) : List.of(0, 1);
  }

  /** SARA-R410M and SARA-R412M, the first of their line. */
  public boolean isSaraR41() {
    return this == SARA_R410M || this == SARA_R412M;
  }

  boolean isSaraR4() {
    return isSaraR41() || this == SARA_R422;
  }

  /** Whether a context is mapped to a profile of the module before sockets can use it. */
  boolean mapsContexts() {
    return this == SARA_R5 || this == SARA_R422;
  }
}
