package io.netdepot.management;

import io.vertx.ext.web.Router;

/** What answers at some paths of the management port. */
@FunctionalInterface
public interface Door {
  /** Takes its paths; called once, before anything listens. */
  void install(Router router);
}
