package io.netdepot.routes;

/** A step calls another one that no route file defines. */
public final class SeamUnreadException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String seam;

  SeamUnreadException(String name) {
    super(
        "No route file has a route from direct:"
            + name
            + "; add one, or correct the name in the step that calls it");
    this.seam = name;
  }

  /** What the missing route would be from, behind {@code direct:}. */
  public String seam() {
    return seam;
  }
}
