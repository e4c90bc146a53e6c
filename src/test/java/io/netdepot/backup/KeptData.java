package io.netdepot.backup;

import io.netdepot.catalog.Catalog;
import io.netdepot.catalog.SqliteCatalog;
import io.netdepot.catalog.StoredPackage;
import io.netdepot.config.DataSize;
import io.netdepot.config.StoreSettings;
import io.netdepot.fleet.Access;
import io.netdepot.fleet.EntityIdSource;
import io.netdepot.fleet.SwitchAddress;
import io.netdepot.fleet.SwitchTask;
import io.netdepot.packages.SupportPackages;
import io.netdepot.store.DataLayout;
import io.netdepot.store.DiskGuard;
import io.netdepot.store.FileBlobStore;
import io.netdepot.store.KeptBlobs;
import io.netdepot.store.ReceivedFile;
import io.netdepot.store.Spool;
import io.netdepot.store.SpoolFile;
import io.netdepot.store.StoreHealth;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;

/** A data directory with packages in it, in use as by a service. */
final class KeptData implements AutoCloseable {
  final DataLayout layout;
  final Catalog catalog;
  final FileBlobStore blobs;
  final SupportPackages packages;
  private final Spool spool;
  private final EntityIdSource ids = new EntityIdSource(Clock.systemUTC(), new SecureRandom());

  KeptData(Path data) throws IOException {
    layout = DataLayout.open(data);
    catalog = SqliteCatalog.open(layout.catalog());
    StoreHealth health = new StoreHealth();
    spool =
        new Spool(
            layout, new DiskGuard(layout, new StoreSettings(data, new DataSize(0), 5)), health);
    blobs = new FileBlobStore(layout, health);
    packages =
        new SupportPackages(
            catalog.packages(),
            new KeptBlobs(blobs, spool, catalog.references(), catalog.blobChecks()),
            ids,
            Clock.systemUTC());
  }

  StoredPackage publish(String content) throws IOException {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    ReceivedFile received;
    try (SpoolFile file = spool.create()) {
      file.write(bytes, 0, bytes.length);
      received = file.finish();
    }
    return packages.publish(
        new SwitchTask(
            ids.next(),
            ids.next(),
            SwitchAddress.of("10.20.0.11"),
            ids.next(),
            Access.ssh("nvos", 22),
            1,
            Optional.empty()),
        "nvos_dump_sw11_20260105_101500.tar.gz",
        received);
  }

  String content(StoredPackage stored) throws IOException {
    try (InputStream in = blobs.open(stored.digest())) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  Path file(StoredPackage stored) {
    return blobs.localFile(stored.digest()).orElseThrow();
  }

  @Override
  public void close() throws IOException {
    catalog.close();
    layout.close();
  }
}
