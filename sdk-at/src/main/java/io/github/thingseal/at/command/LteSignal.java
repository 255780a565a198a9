package io.github.thingseal.at.command;

import java.util.OptionalInt;

/**
 * The signal of an LTE cell, as the numbers that 3GPP 27.007 codes it in.
 *
 * @param rsrq the quality of the reference signal, empty if not known
 * @param rsrp the power of the reference signal, empty if not known
 */
public record LteSignal(OptionalInt rsrq, OptionalInt rsrp) {}
