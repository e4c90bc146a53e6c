package io.netdepot.images;

import io.netdepot.catalog.FoundList;
import io.netdepot.catalog.FoundRecords;
import io.netdepot.catalog.Image;
import io.netdepot.catalog.ImageCatalog;
import io.netdepot.catalog.ImageContent;
import io.netdepot.catalog.ImageDetails;
import io.netdepot.catalog.ImageOrigin;
import io.netdepot.fleet.EntityId;
import io.netdepot.fleet.ImageId;
import io.netdepot.fleet.ServerId;
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
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The software images: each a record, and a blob once its bytes are here. Thread-safe; blocks save
 * where said.
 */
public final class Images {
  private static final Logger log = LoggerFactory.getLogger(Images.class);
  private static final int FOUND_KEPT = 1024;

  private final ImageCatalog catalog;
  private final KeptBlobs blobs;
  private final Function<ImageId, List<EntityId>> deliveries;
  private final InstantSource clock;
  private final FoundRecords<ImageId, Image> found = new FoundRecords<>(FOUND_KEPT);
  private final FoundRecords<String, Image> foundByName = new FoundRecords<>(FOUND_KEPT);
  private final FoundList<Image> foundAll = new FoundList<>();
  private final ReentrantLock changing = new ReentrantLock();
  private final List<ImageListener> listeners = new CopyOnWriteArrayList<>();

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
    this.clock = clock;
  }

  /** Tells a listener of everything from now on. */
  public void listen(ImageListener listener) {
    listeners.add(listener);
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
        forget(added);
        listeners.forEach(listener -> listener.stored(added));
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
    forget(known);
    listeners.forEach(listener -> listener.stored(known));
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
    Instant now = now();
    Optional<Image> stored =
        blobs.publish(received, () -> store(known.get(), content(received, now)));
    if (stored.isEmpty()) {
      // Deleted or moved meanwhile, or somebody else was faster.
      return notStored(catalog.find(fetched.id()).filter(fetched::isFromWhere), received);
    }
    forget(known.get());
    seen.ifPresent(blobs::release);
    listeners.forEach(listener -> listener.stored(stored.get()));
    return new Mirrored.Stored(stored.get());
  }

  private Optional<Image> store(Image seen, ImageContent content) {
    // A move reads what it has to release, and nothing may come in between.
    changing.lock();
    try {
      return catalog.store(seen, content, content.storedAt());
    } finally {
      changing.unlock();
    }
  }

  private static Mirrored notStored(Optional<Image> known, ReceivedFile received) {
    if (known.isEmpty()) {
      return new Mirrored.Gone();
    }
    return digest(known.get()).filter(received.digest()::equals).isPresent()
        ? new Mirrored.Unchanged(known.get())
        : new Mirrored.Changed(known.get());
  }

  /**
   * Registers the image, or the repository, at an address; a known one takes the version's name.
   */
  public Registered addUrl(String url, String versionName) {
    Registered registered = registerUrl(url, versionName);
    return registered instanceof Registered.Same(var known)
            && !known.details().versionName().equals(versionName)
        ? describe(known.id(), ImageChange.ofVersion(versionName))
        : registered;
  }

  private Registered registerUrl(String url, String versionName) {
    return switch (ImageAddress.judge(url)) {
      case ImageAddress.Refused(var sentence) -> new Registered.Refused(sentence);
      case ImageAddress.File(var address, var name) ->
          register(
              name.value(),
              ImageChange.ofVersion(versionName).of(ImageFacts.of(name)),
              new ImageOrigin.Url(address));
      case ImageAddress.Directory(var address) ->
          register("", ImageFacts.ofRepository(versionName), new ImageOrigin.Repository(address));
    };
  }

  /**
   * Registers an image of a remote server; it need not exist there yet.
   *
   * @param platformFamily as somebody says; empty when only the name can say it
   */
  public Registered addFromServer(
      ServerId server, ImageFileName name, Optional<String> platformFamily) {
    ImageDetails details = ImageFacts.of(name);
    return register(
        name.value(),
        platformFamily.map(family -> ImageFacts.ofFamily(details, family)).orElse(details),
        new ImageOrigin.Server(server));
  }

  /** Registers a file that a repository lists. */
  public Registered addFound(ImageId repository, ImageFileName name, String url) {
    return register(name.value(), ImageFacts.of(name), new ImageOrigin.Found(repository, url));
  }

  private Registered register(String name, ImageDetails details, ImageOrigin origin) {
    Image image = new Image(0, ImageId.random(), name, details, origin, Optional.empty(), now());
    return switch (catalog.add(image)) {
      case ImageCatalog.Addition.Done(var added) -> {
        forget(added);
        listeners.forEach(listener -> listener.registered(added));
        yield new Registered.Done(added);
      }
      case ImageCatalog.Addition.Taken(var other) ->
          other.origin().equals(origin)
              ? new Registered.Same(other)
              : new Registered.NameTaken(other);
      case ImageCatalog.Addition.Unwanted() -> new Registered.Unwanted();
      case ImageCatalog.Addition.OriginGone() -> new Registered.OriginGone();
    };
  }

  /** Changes what an image is said to be; empty when there is none. */
  public Optional<Image> change(ImageId id, ImageChange change) {
    return describe(id, change) instanceof Registered.Done(var image)
        ? Optional.of(image)
        : Optional.empty();
  }

  private Registered describe(ImageId id, ImageChange change) {
    return replace(id, old -> with(old, old.fileName(), change.of(old.details()), old.origin()));
  }

  /**
   * Gives a remote image, or a repository, another address of the same kind. What came from the old
   * address goes, and with it what its file name said; what somebody said of the image stays.
   */
  public Registered moveToUrl(ImageId id, String url) {
    Optional<Image> old = catalog.find(id);
    if (old.isEmpty()) {
      return new Registered.NotFound();
    }
    return switch (ImageAddress.judge(url)) {
      case ImageAddress.Refused(var sentence) -> new Registered.Refused(sentence);
      case ImageAddress.File(var address, var name)
          when old.get().origin() instanceof ImageOrigin.Url ->
          replace(id, image -> moved(image, name, new ImageOrigin.Url(address)));
      case ImageAddress.Directory(var address)
          when old.get().origin() instanceof ImageOrigin.Repository ->
          replace(
              id, image -> with(image, "", image.details(), new ImageOrigin.Repository(address)));
      case ImageAddress.File file -> otherKind();
      case ImageAddress.Directory directory -> otherKind();
    };
  }

  /**
   * Lets an image of a remote server come from another server, or from another file there; what
   * came before goes as with {@link #moveToUrl}.
   */
  public Registered moveToServer(ImageId id, ServerId server, ImageFileName name) {
    Optional<Image> old = catalog.find(id);
    if (old.isEmpty()) {
      return new Registered.NotFound();
    }
    return old.get().origin() instanceof ImageOrigin.Server
        ? replace(id, image -> moved(image, name, new ImageOrigin.Server(server)))
        : otherKind();
  }

  private static Registered otherKind() {
    return new Registered.Refused(
        "The image does not come from such an address; delete it and add it anew");
  }

  private Registered replace(ImageId id, UnaryOperator<Image> change) {
    Optional<Image> old;
    Registered outcome;
    // Between reading and replacing, no other change may come, or it would be undone.
    changing.lock();
    try {
      old = catalog.find(id);
      outcome =
          old.<Registered>map(image -> replace(image, change.apply(image)))
              .orElseGet(Registered.NotFound::new);
    } finally {
      changing.unlock();
    }
    if (outcome instanceof Registered.Done(var now) && old.filter(now::isFromWhere).isEmpty()) {
      // Not before the lock is free: whoever mirrors an image waits for it within the blob's.
      old.flatMap(Images::digest).ifPresent(blobs::release);
      listeners.forEach(listener -> listener.registered(now));
    }
    return outcome;
  }

  private Registered replace(Image old, Image changed) {
    return switch (catalog.replace(changed)) {
      case DONE -> {
        forget(old);
        forget(changed);
        yield new Registered.Done(changed);
      }
      case NOT_FOUND -> new Registered.NotFound();
      case TAKEN ->
          catalog
              .findByFileName(changed.fileName())
              .<Registered>map(Registered.NameTaken::new)
              .orElseGet(
                  () -> new Registered.Refused("Another repository has this address already"));
      case ORIGIN_GONE -> new Registered.OriginGone();
    };
  }

  private Image moved(Image old, ImageFileName name, ImageOrigin origin) {
    ImageDetails details =
        ImageFacts.renamed(old.details(), new ImageFileName(old.fileName()), name);
    Image moved = with(old, name.value(), details, origin);
    return moved.isFromWhere(old) ? moved : moved.having(Optional.empty());
  }

  private Image with(Image old, String fileName, ImageDetails details, ImageOrigin origin) {
    return new Image(old.rid(), old.id(), fileName, details, origin, old.content(), now());
  }

  /** Everything, repositories included; newest first. */
  public List<Image> list() {
    return foundAll.find(catalog::list);
  }

  public Optional<Image> find(ImageId id) {
    return found.find(id, () -> catalog.find(id));
  }

  public Optional<Image> findByFileName(String fileName) {
    return foundByName.find(fileName, () -> catalog.findByFileName(fileName));
  }

  /** The image if it was asked for lately; never waits, so it may be called on an event loop. */
  public Optional<Image> known(ImageId id) {
    return found.known(id);
  }

  /** The image if it was asked for lately by its name; never waits, as {@link #known}. */
  public Optional<Image> knownByFileName(String fileName) {
    return foundByName.known(fileName);
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
    removed.forEach(this::forget);
    for (Image gone : removed) {
      digest(gone).ifPresent(blobs::release);
      listeners.forEach(listener -> listener.removed(gone));
    }
    return removed.isEmpty() ? new Deletion.NotFound() : new Deletion.Done();
  }

  /** Records the MD5 of an image's bytes, unless it has others now. */
  void addMd5(Image image, Sha256 digest, Md5 md5) {
    if (catalog.addMd5(image.id(), digest, md5)) {
      // It may have another name by now.
      catalog.find(image.id()).ifPresent(this::forget);
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

  private void forget(Image image) {
    found.changed(image.id());
    foundByName.changed(image.fileName());
    foundAll.changed();
  }

  private Image image(
      String name, ImageDetails details, ImageOrigin origin, ReceivedFile received) {
    Instant now = now();
    return new Image(
        0, ImageId.random(), name, details, origin, Optional.of(content(received, now)), now);
  }

  private static ImageContent content(ReceivedFile received, Instant now) {
    return new ImageContent(received.size(), received.digest(), Optional.empty(), now);
  }

  private static Optional<Sha256> digest(Image image) {
    return image.content().map(ImageContent::digest);
  }

  // Milliseconds are what the wire keeps.
  private Instant now() {
    return Instant.ofEpochMilli(clock.millis());
  }
}
