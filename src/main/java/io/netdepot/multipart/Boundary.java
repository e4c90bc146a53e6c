package io.netdepot.multipart;

import java.util.Optional;

/** The text that separates the parts of a form, without the dashes before it. */
public record Boundary(String text) {
  // RFC 2046, section 5.1.1.
  static final int LONGEST = 70;

  /**
   * Checks the text.
   *
   * @throws IllegalArgumentException when it cannot be a boundary
   */
  public Boundary {
    if (!isPossible(text)) {
      throw new IllegalArgumentException(
          "A boundary has 1 to 70 visible ASCII characters, or spaces, but none at its end");
    }
  }

  /**
   * The boundary that a {@code Content-Type} names; empty when it is not that of a form. Such a
   * body may still be one: see {@link MultipartParser#findingBoundary}.
   *
   * @throws MultipartProblem when it says that it is a form, and names no boundary that can be one
   */
  public static Optional<Boundary> of(String contentType) throws MultipartProblem {
    HeaderParameters parameters = HeaderParameters.parse(contentType);
    if (!parameters.value().startsWith("multipart/")) {
      return Optional.empty();
    }
    String text = parameters.get("boundary").orElse("");
    if (!isPossible(text)) {
      throw new MultipartProblem(
          "The Content-Type '"
              + contentType
              + "' must name a boundary of 1 to 70 characters, as in"
              + " multipart/form-data; boundary=X");
    }
    return Optional.of(new Boundary(text));
  }

  static boolean isPossible(String text) {
    return !text.isEmpty()
        && text.length() <= LONGEST
        && !text.endsWith(" ")
        && text.chars().allMatch(character -> character >= ' ' && character < 0x7F);
  }
}
