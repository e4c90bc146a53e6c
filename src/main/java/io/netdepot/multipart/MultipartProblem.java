package io.netdepot.multipart;

import java.io.IOException;

/**
 * A body is not the multipart form it should be. The message is a sentence for its sender; it may
 * repeat what was sent, so whoever shows it makes it printable.
 */
public final class MultipartProblem extends IOException {
  private static final long serialVersionUID = 1L;

  public MultipartProblem(String sentence) {
    super(sentence);
  }
}
