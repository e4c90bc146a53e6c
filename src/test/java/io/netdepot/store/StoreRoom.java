package io.netdepot.store;

import io.netdepot.config.DataSize;
import io.netdepot.config.StoreSettings;
import io.netdepot.files.FaultyDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** A spool and a store in a directory of a test, over a disk that can be made to fail. */
final class StoreRoom implements AutoCloseable {
  final FaultyDisk disk = new FaultyDisk();
  final AtomicLong free = new AtomicLong(DataSize.ofGib(100).bytes());
  final StoreHealth health = new StoreHealth();
  final DataLayout layout;
  final Spool spool;
  final FileBlobStore blobs;

  StoreRoom(Path directory) throws IOException {
    layout = DataLayout.open(directory);
    StoreSettings settings = new StoreSettings(directory, DataSize.ofGib(1), 100);
    DiskGuard guard = new DiskGuard(settings, free::get, () -> DataSize.ofGib(1000).bytes());
    DiskFaults faults = new DiskFaults(free::get, health);
    spool = new Spool(layout, guard, faults, disk);
    blobs = new FileBlobStore(layout, faults, disk);
  }

  ReceivedFile receive(byte[] content) throws IOException {
    try (SpoolFile file = spool.create()) {
      file.write(content, 0, content.length);
      return file.finish();
    }
  }

  List<Path> spooled() throws IOException {
    try (Stream<Path> files = Files.list(layout.spool())) {
      return files.toList();
    }
  }

  @Override
  public void close() throws IOException {
    layout.close();
  }
}
