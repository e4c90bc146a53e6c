package io.netdepot.source;

import java.net.UnknownHostException;

/**
 * A host is only at addresses that nothing is fetched from. Kept as a failed look-up so that it
 * passes through libraries that look names up.
 */
public final class RefusedAddressException extends UnknownHostException {
  private static final long serialVersionUID = 1L;

  RefusedAddressException(String message) {
    super(message);
  }
}
