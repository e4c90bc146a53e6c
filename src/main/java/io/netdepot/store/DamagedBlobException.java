package io.netdepot.store;

import java.io.IOException;

/** The bytes of a blob are not those that it is named by; nobody is given them. */
public final class DamagedBlobException extends IOException {
  private static final long serialVersionUID = 1L;

  DamagedBlobException(Sha256 digest) {
    super("The blob " + digest + " is damaged");
  }
}
