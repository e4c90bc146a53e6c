package io.netdepot.recording;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How far the words of a recording are to be believed. */
public enum Evidence {
  /** Its maker documents them. */
  DOCUMENTED,
  /** Public programs send, expect or parse them. */
  SEEN,
  /** Guessed from what is known of a similar device. */
  INFERRED,
  /** Taken from a real device. */
  CAPTURED,
  /** Of a device that does not exist. */
  INVENTED;

  /** As it is written in a recording. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<Evidence> of(String word) {
    return Arrays.stream(values()).filter(each -> each.word().equals(word)).findFirst();
  }
}
