package io.netdepot.receive;

import io.netdepot.config.CollectSettings;
import io.netdepot.config.DataSize;
import io.netdepot.config.GivenSettings;
import io.netdepot.config.ReceiverSettings;
import io.netdepot.config.StoreSettings;
import io.netdepot.fleet.Access;
import io.netdepot.fleet.EntityIdSource;
import io.netdepot.fleet.Phase;
import io.netdepot.fleet.Progress;
import io.netdepot.fleet.SwitchAddress;
import io.netdepot.fleet.SwitchFailure;
import io.netdepot.fleet.SwitchTask;
import io.netdepot.store.DataLayout;
import io.netdepot.store.DiskGuard;
import io.netdepot.store.ReceivedFile;
import io.netdepot.store.Spool;
import io.netdepot.store.StoreHealth;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** A receiver with a spool of its own. */
final class ReceiverSite implements AutoCloseable {
  static final Progress NOBODY_LOOKS =
      new Progress() {
        @Override
        public void phase(Phase phase) {}

        @Override
        public void expect(long bytes) {}

        @Override
        public void received(long bytes) {}
      };

  private static final EntityIdSource IDS = new EntityIdSource(Clock.systemUTC(), new Random());

  private final Path folder;
  private final DataLayout layout;
  private final Spool spool;
  private final SftpReceiver receiver;
  private final AtomicLong room = new AtomicLong(Long.MAX_VALUE);

  ReceiverSite(Path folder) throws IOException {
    this(folder, 8, Duration.ofMinutes(10));
  }

  ReceiverSite(Path folder, int connections, Duration stall) throws IOException {
    this.folder = folder;
    this.layout = DataLayout.open(folder.resolve("data"));
    StoreSettings store = new StoreSettings(folder, new DataSize(0), 0);
    this.spool =
        new Spool(layout, new DiskGuard(store, room::get, () -> Long.MAX_VALUE), new StoreHealth());
    this.receiver =
        SftpReceiver.start(
            new ReceiverSettings(
                "127.0.0.1", Optional.of(0), Optional.empty(), connections, Duration.ofSeconds(60)),
            collect(stall),
            ReceiverKey.in(layout.receiverKey()),
            spool);
  }

  private static CollectSettings collect(Duration stall) {
    return GivenSettings.of("collect.stall=" + stall.toMillis() + " ms").collect();
  }

  Path folder() {
    return folder;
  }

  DataLayout layout() {
    return layout;
  }

  Spool spool() {
    return spool;
  }

  /** From now on so many bytes are free on the disk. */
  void room(long bytes) {
    room.set(bytes);
  }

  int port() {
    return receiver.port();
  }

  Reception open(long most) throws SwitchFailure {
    return open(most, NOBODY_LOOKS);
  }

  Reception open(long most, Progress progress) throws SwitchFailure {
    return receiver.open(task(), most, progress);
  }

  private static SwitchTask task() {
    return new SwitchTask(
        IDS.next(),
        IDS.next(),
        SwitchAddress.of("10.20.0.11"),
        IDS.next(),
        Access.ssh("nvos", 22),
        1,
        Optional.empty());
  }

  byte[] bytes(ReceivedFile file) throws IOException {
    try (InputStream in = spool.open(file)) {
      return in.readAllBytes();
    }
  }

  List<String> litter() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("data/spool"))) {
      return files.map(file -> String.valueOf(file.getFileName())).toList();
    }
  }

  @Override
  public void close() throws IOException {
    receiver.close();
    layout.close();
  }
}
