package io.netdepot.images;

import io.netdepot.catalog.Catalog;
import io.netdepot.catalog.Image;
import io.netdepot.config.DataSize;
import io.netdepot.config.StoreSettings;
import io.netdepot.fleet.EntityId;
import io.netdepot.fleet.ImageId;
import io.netdepot.secret.SecretBox;
import io.netdepot.store.DataLayout;
import io.netdepot.store.DiskGuard;
import io.netdepot.store.FileBlobStore;
import io.netdepot.store.KeptBlobs;
import io.netdepot.store.ReceivedFile;
import io.netdepot.store.Spool;
import io.netdepot.store.SpoolFile;
import io.netdepot.store.StoreHealth;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import javax.crypto.spec.SecretKeySpec;

/** Images over a real store, for tests. */
public final class ImageStore implements AutoCloseable {
  static final Instant NOW = Instant.parse("2026-01-05T10:18:42.123Z");

  /** What puts an image onto switches, see {@link #deliver}. */
  static final EntityId DELIVERY = new EntityId("e".repeat(24));

  private final DataLayout layout;
  final Spool spool;
  final FileBlobStore blobs;
  final KeptBlobs kept;
  final Images images;
  private final RemoteServers servers;
  private volatile Optional<ImageId> delivered = Optional.empty();

  public ImageStore(Path directory, Catalog catalog) throws IOException {
    layout = DataLayout.open(directory);
    StoreHealth health = new StoreHealth();
    spool =
        new Spool(
            layout,
            new DiskGuard(layout, new StoreSettings(directory, new DataSize(0), 5)),
            health);
    blobs = new FileBlobStore(layout, health);
    kept = new KeptBlobs(blobs, spool, catalog.references(), catalog.blobChecks());
    images =
        new Images(
            catalog.images(),
            kept,
            id -> delivered.equals(Optional.of(id)) ? List.of(DELIVERY) : List.of(),
            InstantSource.fixed(NOW));
    servers =
        new RemoteServers(
            catalog.remoteServers(),
            new SecretBox(new SecretKeySpec(new byte[32], "AES"), "remote-server"),
            InstantSource.fixed(NOW));
  }

  /** From now on this image and no other is being put onto switches. */
  void deliver(ImageId image) {
    delivered = Optional.of(image);
  }

  public Images images() {
    return images;
  }

  public RemoteServers servers() {
    return servers;
  }

  public Spool spool() {
    return spool;
  }

  public KeptBlobs kept() {
    return kept;
  }

  /** A file in the spool. */
  public ReceivedFile receive(String content) throws IOException {
    return receive(content.getBytes(StandardCharsets.UTF_8));
  }

  /** A file in the spool. */
  public ReceivedFile receive(byte[] bytes) throws IOException {
    try (SpoolFile file = spool.create()) {
      file.write(bytes, 0, bytes.length);
      return file.finish();
    }
  }

  /** An image that is new. */
  public Image published(ImageFileName name, ReceivedFile received) throws IOException {
    return ((Published.New) images.publish(name, received)).image();
  }

  @Override
  public void close() throws IOException {
    layout.close();
  }
}
