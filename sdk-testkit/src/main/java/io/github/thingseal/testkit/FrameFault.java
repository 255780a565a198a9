package io.github.thingseal.testkit;

/** A fault of frames, of chip-to-chip sessions or of the multiplexer. */
public enum FrameFault {
  /** The checksum of the frame is wrong. */
  BAD_CHECKSUM,
  /** The checksum is right, but not the authentication within; chip-to-chip only. */
  BAD_MAC,
  /** The frame is lost. */
  DROPPED,
  /** The frame comes twice. */
  DUPLICATED,
  /** Random bytes, the last of them a marker, come ahead of the frame. */
  NOISE_BEFORE
}
