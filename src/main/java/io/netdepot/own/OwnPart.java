package io.netdepot.own;

import io.netdepot.http.DownloadSource;
import io.netdepot.http.Endpoint;
import io.netdepot.http.EventSource;
import java.util.Map;

/** A part of our own API: what answers some of its documented operations, by operationId. */
public interface OwnPart {
  /** Those that answer with JSON. */
  Map<String, Endpoint> endpoints();

  /** Those that answer with the bytes of a file. */
  default Map<String, DownloadSource> downloads() {
    return Map.of();
  }

  /** Those that send events. */
  default Map<String, EventSource> streams() {
    return Map.of();
  }
}
