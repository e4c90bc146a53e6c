package io.netdepot.ssh;

import io.netdepot.config.CollectSettings;
import io.netdepot.config.SshSettings;
import io.netdepot.store.Spool;
import java.time.Duration;

/** What all sessions use together. */
record Shared(
    SshSettings ssh,
    CollectSettings collect,
    Dialer dialer,
    Watch watch,
    SessionLimits limits,
    Spool spool) {

  /** How long a closed session's connection may take to say goodbye. */
  static final Duration GOODBYE = Duration.ofSeconds(1);
}
