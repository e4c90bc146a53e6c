package io.netdepot.source;

import io.netdepot.config.AllowedSources;
import io.netdepot.config.DataSize;
import io.netdepot.config.StoreSettings;
import io.netdepot.config.SyncSettings;
import io.netdepot.store.DataLayout;
import io.netdepot.store.DiskGuard;
import io.netdepot.store.ReceivedFile;
import io.netdepot.store.Spool;
import io.netdepot.store.StoreHealth;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** A spool in a directory of a test, and settings with short times. */
public final class SourceRoom implements AutoCloseable {
  static final DataSize MAX = DataSize.ofMib(8);

  final AtomicLong free = new AtomicLong(DataSize.ofGib(100).bytes());
  final DataLayout layout;
  final DiskGuard disk;
  final Spool spool;

  SourceRoom(Path directory) throws IOException {
    layout = DataLayout.open(directory);
    StoreSettings settings = new StoreSettings(directory, DataSize.ofGib(1), 100);
    disk = new DiskGuard(settings, free::get, () -> DataSize.ofGib(1000).bytes());
    spool = new Spool(layout, disk, new StoreHealth());
  }

  /** Loopback is allowed; no waiting to speak of. */
  public static SyncSettings settings() {
    return settings(Duration.ofSeconds(20), new DataSize(1), Duration.ofSeconds(20));
  }

  static SyncSettings settings(Duration stall, DataSize minimumRate, Duration deadline) {
    return settings(Duration.ofSeconds(5), stall, minimumRate, deadline, Duration.ofMillis(1));
  }

  static SyncSettings settings(
      Duration connectTimeout,
      Duration stall,
      DataSize minimumRate,
      Duration deadline,
      Duration retryDelay) {
    return new SyncSettings(
        SyncSettings.Mirror.ON_ADD,
        SyncSettings.OnChange.KEEP,
        Duration.ofHours(1),
        Duration.ofMinutes(5),
        AllowedSources.parse("any, 127.0.0.1"),
        4,
        connectTimeout,
        stall,
        minimumRate,
        Duration.ofMillis(200),
        deadline,
        3,
        retryDelay,
        false,
        Path.of("inbox"),
        Duration.ofSeconds(1));
  }

  byte[] content(ReceivedFile file) throws IOException {
    try (InputStream bytes = spool.open(file)) {
      return bytes.readAllBytes();
    }
  }

  int spooled() throws IOException {
    try (Stream<Path> files = Files.list(layout.root().resolve("spool"))) {
      return (int) files.count();
    }
  }

  @Override
  public void close() throws IOException {
    layout.close();
  }
}
