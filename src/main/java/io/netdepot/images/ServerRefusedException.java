package io.netdepot.images;

/** What somebody says of a remote server cannot be. The message is a sentence, and safe to show. */
public final class ServerRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ServerRefusedException(String sentence) {
    super(sentence);
  }

  /** The sentence; an exception of ours always has one. */
  public String sentence() {
    return String.valueOf(getMessage());
  }
}
