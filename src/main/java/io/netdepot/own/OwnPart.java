package io.netdepot.own;

import io.netdepot.http.DownloadSource;
import io.netdepot.http.Endpoint;
import java.util.Map;

/** A part of our own API: what answers some of its documented operations, by operationId. */
public interface OwnPart {
  /** Those that answer with JSON. */
  Map<String, Endpoint> endpoints();

  /** Those that answer with the bytes of a file. */
  default Map<String, DownloadSource> downloads() {
    return Map.of();
  }
}
