package io.netdepot;

import io.micrometer.core.instrument.MeterRegistry;
import io.netdepot.config.Settings;
import io.netdepot.monitor.NvueMetrics;
import io.netdepot.nvue.KnownCertificates;
import io.netdepot.nvue.NvueSwitches;
import io.netdepot.receive.Receiver;
import io.netdepot.ssh.LoginSource;

/** How the REST APIs of switches are reached, wired. */
record RestApis(KnownCertificates certificates, NvueSwitches switches) {

  static RestApis wire(
      Settings settings,
      Storage storage,
      LoginSource logins,
      Receiver receiver,
      MeterRegistry metrics) {
    KnownCertificates certificates =
        new KnownCertificates(storage.data().knownCertificates(), settings.ssh().hostKeys());
    return new RestApis(
        certificates,
        new NvueSwitches(
            settings.nvue(),
            settings.ssh(),
            settings.collect(),
            certificates,
            logins,
            receiver,
            new NvueMetrics(metrics)));
  }
}
