package io.netdepot.http;

import java.util.List;
import java.util.Optional;

/** All APIs of a listener. */
record Apis(List<Api> all) {
  Apis {
    all = List.copyOf(all);
  }

  /** The API that owns a path, whether it documents it or not. */
  Optional<Api> owning(String path) {
    for (Api api : all) {
      if (api.contract().owns(path)) {
        return Optional.of(api);
      }
    }
    return Optional.empty();
  }
}
