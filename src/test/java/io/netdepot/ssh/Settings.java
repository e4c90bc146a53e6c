package io.netdepot.ssh;

import io.netdepot.config.CollectSettings;
import io.netdepot.config.DataSize;
import io.netdepot.config.SshSettings;
import java.time.Duration;

/** Settings that differ in one thing. */
final class Settings {
  private Settings() {}

  static SshSettings withPermits(SshSettings s, int transfers, int connections) {
    return new SshSettings(
        s.port(),
        s.hostKeys(),
        s.connectTimeout(),
        s.loginTimeout(),
        s.handshakes(),
        transfers,
        connections,
        s.keepAlive(),
        s.keepAliveMisses(),
        s.maxOutput(),
        s.keys());
  }

  static SshSettings withHandshakes(SshSettings s, int handshakes) {
    return new SshSettings(
        s.port(),
        s.hostKeys(),
        s.connectTimeout(),
        s.loginTimeout(),
        handshakes,
        s.transfers(),
        s.connections(),
        s.keepAlive(),
        s.keepAliveMisses(),
        s.maxOutput(),
        s.keys());
  }

  static SshSettings withKeepAlive(SshSettings s, Duration keepAlive) {
    return new SshSettings(
        s.port(),
        s.hostKeys(),
        s.connectTimeout(),
        s.loginTimeout(),
        s.handshakes(),
        s.transfers(),
        s.connections(),
        keepAlive,
        s.keepAliveMisses(),
        s.maxOutput(),
        s.keys());
  }

  static SshSettings withConnectTimeout(SshSettings s, Duration limit) {
    return new SshSettings(
        s.port(),
        s.hostKeys(),
        limit,
        s.loginTimeout(),
        s.handshakes(),
        s.transfers(),
        s.connections(),
        s.keepAlive(),
        s.keepAliveMisses(),
        s.maxOutput(),
        s.keys());
  }

  static CollectSettings withMaxPackage(CollectSettings c, DataSize max) {
    return new CollectSettings(
        c.platform(),
        c.deadline(),
        c.commandTimeout(),
        c.stall(),
        c.minimumRate(),
        c.minimumRateWindow(),
        c.tries(),
        c.retryDelay(),
        c.stopTimeout(),
        max,
        c.maxUnpacked(),
        c.maxEntries(),
        c.checks());
  }
}
