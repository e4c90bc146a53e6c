package io.netdepot.source;

import java.util.Optional;

/**
 * By what a server tells one version of a file from another (RFC 9110, section 8.8).
 *
 * @param etag as sent, with its quotes
 * @param lastModified as sent
 */
public record Validators(Optional<String> etag, Optional<String> lastModified) {
  public static final Validators NONE = new Validators(Optional.empty(), Optional.empty());

  /** For If-Range, which a weak entity tag cannot be in (RFC 9110, section 13.1.5). */
  Optional<String> strong() {
    return etag.filter(tag -> !tag.startsWith("W/")).or(() -> lastModified);
  }

  boolean isEmpty() {
    return etag.isEmpty() && lastModified.isEmpty();
  }
}
