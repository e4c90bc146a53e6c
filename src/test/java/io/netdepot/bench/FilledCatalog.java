package io.netdepot.bench;

import io.netdepot.catalog.Catalog;
import io.netdepot.catalog.Image;
import io.netdepot.catalog.ImageContent;
import io.netdepot.catalog.ImageDetails;
import io.netdepot.catalog.ImageOrigin;
import io.netdepot.catalog.SqliteCatalog;
import io.netdepot.catalog.StoredPackage;
import io.netdepot.config.DataSize;
import io.netdepot.config.StoreSettings;
import io.netdepot.fleet.EntityIdSource;
import io.netdepot.fleet.ImageId;
import io.netdepot.fleet.SwitchAddress;
import io.netdepot.store.DataLayout;
import io.netdepot.store.DiskGuard;
import io.netdepot.store.FileBlobStore;
import io.netdepot.store.Md5;
import io.netdepot.store.ReceivedFile;
import io.netdepot.store.Sha256;
import io.netdepot.store.Spool;
import io.netdepot.store.SpoolFile;
import io.netdepot.store.StoreHealth;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * A data directory with many images and packages, as the service itself would have recorded them.
 * All of them have the same small content: lists do not read any.
 */
final class FilledCatalog {
  // So many wait at once that they share their commits.
  private static final int WRITERS = 128;
  private static final Instant START = Instant.parse("2026-01-05T10:14:58.123Z");

  private FilledCatalog() {}

  static void fill(Path folder, int images, int packages) throws IOException {
    try (DataLayout layout = DataLayout.open(folder);
        Catalog catalog = SqliteCatalog.open(layout.catalog())) {
      ReceivedFile content = publish(layout, new StoreSettings(folder, new DataSize(0), 0));
      EntityIdSource ids = new EntityIdSource(InstantSource.system(), new SecureRandom());
      each(images, number -> catalog.images().add(image(number, content)));
      each(packages, number -> catalog.packages().add(stored(number, ids, content)));
    }
  }

  private static ReceivedFile publish(DataLayout layout, StoreSettings settings)
      throws IOException {
    StoreHealth health = new StoreHealth();
    try (SpoolFile file = new Spool(layout, new DiskGuard(layout, settings), health).create()) {
      file.write(new byte[1024], 0, 1024);
      ReceivedFile content = file.finish();
      new FileBlobStore(layout, health).publish(content);
      return content;
    }
  }

  private static void each(int count, IntConsumer recorded) {
    try (ExecutorService writers = Executors.newFixedThreadPool(WRITERS)) {
      IntStream.range(0, count)
          .<Runnable>mapToObj(number -> () -> recorded.accept(number))
          .forEach(writers::execute);
    }
  }

  private static Image image(int number, ReceivedFile content) {
    String version = "20.%d.%d".formatted(number / 100, number % 100);
    return new Image(
        0,
        ImageId.random(),
        "viptela-%s-x86_64.tar.gz".formatted(version),
        new ImageDetails(
            version,
            List.of("vedge-x86"),
            "x86_64",
            "Cisco",
            "Recorded for a benchmark",
            List.of("bench"),
            "software",
            "ROUTER"),
        new ImageOrigin.Uploaded(),
        Optional.of(
            new ImageContent(
                content.size(),
                content.digest(),
                Optional.of(new Md5("ab".repeat(16))),
                START.plusMillis(number))),
        START.plusMillis(number));
  }

  private static StoredPackage stored(int number, EntityIdSource ids, ReceivedFile content) {
    Sha256 digest = content.digest();
    return new StoredPackage(
        ids.next(),
        ids.next(),
        ids.next(),
        SwitchAddress.of("10.20.%d.%d".formatted(number / 250, number % 250)),
        "nvos_dump_sw%05d_20260105_101500.tar.gz".formatted(number),
        content.size(),
        digest,
        START.plusMillis(number),
        "nvos",
        Optional.empty());
  }
}
