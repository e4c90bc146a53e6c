package io.netdepot.images;

import io.netdepot.catalog.Image;
import io.netdepot.catalog.ImageCatalog;
import io.netdepot.catalog.ImageContent;
import io.netdepot.catalog.ImageDetails;
import io.netdepot.catalog.ImageOrigin;
import io.netdepot.fleet.EntityId;
import io.netdepot.fleet.ImageId;
import io.netdepot.store.BlobLease;
import io.netdepot.store.KeptBlobs;
import io.netdepot.store.Md5;
import io.netdepot.store.ReceivedFile;
import io.netdepot.store.Sha256;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The software images: each a record, and a blob once its bytes are here. Thread-safe; blocks save
 * where said.
 */
public final class Images {
  private static final Logger log = LoggerFactory.getLogger(Images.class);

  private final ImageCatalog catalog;
  private final KeptBlobs blobs;
  private final Function<ImageId, List<EntityId>> deliveries;
  private final ImageRecords records;
  private final ImageRegister register;

  /**
   * Images.
   *
   * @param deliveries the operations that have not ended and put an image onto switches
   */
  public Images(
      ImageCatalog catalog,
      KeptBlobs blobs,
      Function<ImageId, List<EntityId>> deliveries,
      InstantSource clock) {
    this.catalog = catalog;
    this.blobs = blobs;
    this.deliveries = deliveries;
    this.records = new ImageRecords(catalog, clock);
    this.register = new ImageRegister(records, blobs);
  }

  /** Where what is said of images apart from their bytes is changed. */
  public ImageRegister register() {
    return register;
  }

  /** Tells a listener of everything from now on. */
  public void listen(ImageListener listener) {
    records.listen(listener);
  }

  /** Publishes a file that somebody handed in as software, see the other method. */
  public Published publish(ImageFileName name, ReceivedFile received) throws IOException {
    return publish(name, ImageFacts.SOFTWARE, received);
  }

  /**
   * Publishes a file that somebody handed in. Durable when it returns; the file has left the spool.
   *
   * @param imageType one of vManage's words
   * @throws IOException when it could not be stored; nothing of it is visible, and the received
   *     file may still be there for the caller to drop
   */
  public Published publish(ImageFileName name, String imageType, ReceivedFile received)
      throws IOException {
    Optional<Image> known = catalog.findByFileName(name.value());
    if (known.isPresent()) {
      takeOrRestore(known.get(), received);
      return taken(known.get(), received);
    }
    Image image =
        image(name.value(), ImageFacts.of(name, imageType), new ImageOrigin.Uploaded(), received);
    return switch (blobs.publish(received, () -> catalog.add(image))) {
      case ImageCatalog.Addition.Done(var added) -> {
        records.changed(added);
        records.tellStored(added);
        yield new Published.New(added);
      }
      // Somebody else was faster.
      case ImageCatalog.Addition.Taken(var other) -> taken(other, received);
      case ImageCatalog.Addition.Unwanted unwanted -> throw noOtherOrigin();
      case ImageCatalog.Addition.OriginGone gone -> throw noOtherOrigin();
    };
  }

  // The same bytes again are of use when those of the record are lost.
  private void takeOrRestore(Image known, ReceivedFile received) throws IOException {
    if (!digest(known).equals(Optional.of(received.digest())) || fileOf(known).isPresent()) {
      blobs.drop(received);
      return;
    }
    blobs.publish(received, () -> known);
    log.info("The lost content of image {} ({}) is here again", known.id(), known.fileName());
    records.changed(known);
    records.tellStored(known);
  }

  private static IllegalStateException noOtherOrigin() {
    return new IllegalStateException("An uploaded image comes from nowhere else");
  }

  private static Published taken(Image known, ReceivedFile received) {
    return digest(known).filter(received.digest()::equals).isPresent()
        ? new Published.Same(known)
        : new Published.NameTaken(known);
  }

  /**
   * Takes the fetched bytes of a remote image. Durable when it returns; the file has left the
   * spool.
   *
   * @param fetched the image as it was when its fetch began
   * @param replace whether other bytes than those here take their place
   * @throws IOException as {@link #publish} does
   */
  public Mirrored mirror(Image fetched, ReceivedFile received, boolean replace) throws IOException {
    Optional<Image> known = catalog.find(fetched.id()).filter(fetched::isFromWhere);
    Optional<Sha256> seen = known.flatMap(Images::digest);
    if (known.isEmpty()
        || (seen.isPresent() && (!replace || seen.get().equals(received.digest())))) {
      if (known.isPresent()) {
        takeOrRestore(known.get(), received);
      } else {
        blobs.drop(received);
      }
      return notStored(known, received);
    }
    Instant now = records.now();
    Optional<Image> stored =
        blobs.publish(received, () -> store(known.get(), content(received, now)));
    if (stored.isEmpty()) {
      // Deleted or moved meanwhile, or somebody else was faster.
      return notStored(catalog.find(fetched.id()).filter(fetched::isFromWhere), received);
    }
    records.changed(known.get());
    seen.ifPresent(blobs::release);
    records.tellStored(stored.get());
    return new Mirrored.Stored(stored.get());
  }

  private Optional<Image> store(Image seen, ImageContent content) {
    // A move reads what it has to release, and nothing may come in between.
    return records.alone(() -> catalog.store(seen, content, content.storedAt()));
  }

  private static Mirrored notStored(Optional<Image> known, ReceivedFile received) {
    if (known.isEmpty()) {
      return new Mirrored.Gone();
    }
    return digest(known.get()).filter(received.digest()::equals).isPresent()
        ? new Mirrored.Unchanged(known.get())
        : new Mirrored.Changed(known.get());
  }

  /** Everything, repositories included; newest first. */
  public List<Image> list() {
    return records.list();
  }

  public Optional<Image> find(ImageId id) {
    return records.find(id);
  }

  public Optional<Image> findByFileName(String fileName) {
    return records.findByFileName(fileName);
  }

  /** The image if it was asked for lately; never waits, so it may be called on an event loop. */
  public Optional<Image> known(ImageId id) {
    return records.known(id);
  }

  /** The image if it was asked for lately by its name; never waits, as {@link #known}. */
  public Optional<Image> knownByFileName(String fileName) {
    return records.knownByFileName(fileName);
  }

  /** The image as a local file; empty when it is not here, is lost, or is kept elsewhere. */
  public Optional<Path> fileOf(Image image) {
    return digest(image).flatMap(blobs::localFile);
  }

  /** Keeps the files of images until the lease is closed, though the images may be deleted. */
  public BlobLease lease(Collection<Sha256> digests) {
    return blobs.lease(digests);
  }

  /**
   * Deletes an image, unless it is being put onto switches. With a repository go its files that are
   * not here. A download under way completes.
   */
  public Deletion delete(ImageId id) {
    // A delivery that is ordered in this moment finds that the image is gone, and says so.
    List<EntityId> needed = deliveries.apply(id);
    if (!needed.isEmpty()) {
      return new Deletion.Needed(needed);
    }
    List<Image> removed = catalog.remove(id);
    // Before the blobs go, so that nobody is sent to a file that is not there.
    removed.forEach(records::changed);
    for (Image gone : removed) {
      digest(gone).ifPresent(blobs::release);
      records.tellRemoved(gone);
    }
    return removed.isEmpty() ? new Deletion.NotFound() : new Deletion.Done();
  }

  /** Records the MD5 of an image's bytes, unless it has others now. */
  void addMd5(Image image, Sha256 digest, Md5 md5) {
    if (catalog.addMd5(image.id(), digest, md5)) {
      // It may have another name by now.
      catalog.find(image.id()).ifPresent(records::changed);
    }
  }

  /**
   * Reports the images whose content is lost; their records are kept.
   *
   * @param missing blobs that are not there
   */
  public List<Image> reportLost(Set<Sha256> missing) {
    if (missing.isEmpty()) {
      return List.of();
    }
    List<Image> lost =
        catalog.list().stream()
            .filter(image -> digest(image).filter(missing::contains).isPresent())
            .toList();
    for (Image image : lost) {
      log.error(
          "The content of image {} ({}) is missing in the data directory; restore its blob or"
              + " delete the image and upload it again",
          image.id(),
          image.fileName());
    }
    return lost;
  }

  private Image image(
      String name, ImageDetails details, ImageOrigin origin, ReceivedFile received) {
    Instant now = records.now();
    return new Image(
        0, ImageId.random(), name, details, origin, Optional.of(content(received, now)), now);
  }

  private static ImageContent content(ReceivedFile received, Instant now) {
    return new ImageContent(received.size(), received.digest(), Optional.empty(), now);
  }

  private static Optional<Sha256> digest(Image image) {
    return image.content().map(ImageContent::digest);
  }
}
