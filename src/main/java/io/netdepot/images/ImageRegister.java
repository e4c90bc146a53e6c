package io.netdepot.images;

import io.netdepot.catalog.Image;
import io.netdepot.catalog.ImageCatalog;
import io.netdepot.catalog.ImageContent;
import io.netdepot.catalog.ImageDetails;
import io.netdepot.catalog.ImageOrigin;
import io.netdepot.fleet.ImageId;
import io.netdepot.fleet.ServerId;
import io.netdepot.store.KeptBlobs;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What is said of images apart from their bytes: which there are elsewhere, where, and what they
 * are. Thread-safe; blocks.
 */
public final class ImageRegister {
  private final ImageRecords records;
  private final ImageCatalog catalog;
  private final KeptBlobs blobs;

  ImageRegister(ImageRecords records, KeptBlobs blobs) {
    this.records = records;
    this.catalog = records.catalog();
    this.blobs = blobs;
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
    Image image =
        new Image(0, ImageId.random(), name, details, origin, Optional.empty(), records.now());
    return switch (catalog.add(image)) {
      case ImageCatalog.Addition.Done(var added) -> {
        records.changed(added);
        records.tellRegistered(added);
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
    // Between reading and replacing, no other change may come, or it would be undone.
    Change made = records.alone(() -> change(catalog.find(id), change));
    if (made.outcome() instanceof Registered.Done(var now)
        && made.old().filter(now::isFromWhere).isEmpty()) {
      // Not before others may change it: whoever mirrors an image waits for that within the blob's
      // lock.
      made.old().flatMap(Image::content).map(ImageContent::digest).ifPresent(blobs::release);
      records.tellRegistered(now);
    }
    return made.outcome();
  }

  private record Change(Optional<Image> old, Registered outcome) {}

  private Change change(Optional<Image> old, UnaryOperator<Image> change) {
    return new Change(
        old,
        old.<Registered>map(image -> replace(image, change.apply(image)))
            .orElseGet(Registered.NotFound::new));
  }

  private Registered replace(Image old, Image changed) {
    return switch (catalog.replace(changed)) {
      case DONE -> {
        records.changed(old);
        records.changed(changed);
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
    return new Image(old.rid(), old.id(), fileName, details, origin, old.content(), records.now());
  }
}
