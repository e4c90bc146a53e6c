package io.netdepot.http;

/**
 * What a user may do. Source: NetQ NVLink API User Guide, users {@code ro-user}, {@code rw-user}.
 */
public enum Role {
  /** GET and HEAD. */
  READ_ONLY,
  /** Everything. */
  READ_WRITE
}
