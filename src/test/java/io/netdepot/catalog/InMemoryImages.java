package io.netdepot.catalog;

import io.netdepot.fleet.ImageId;
import io.netdepot.fleet.ServerId;
import io.netdepot.store.Md5;
import io.netdepot.store.Sha256;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The images of an {@link InMemoryCatalog}. */
final class InMemoryImages implements ImageCatalog {
  private static final Comparator<Image> NEWEST_FIRST = Comparator.comparing(Image::rid).reversed();

  private record Unwanted(ImageId repository, String fileName) {}

  private final InMemoryCatalog catalog;
  private final Map<ImageId, Image> byId = new LinkedHashMap<>();
  private final Set<Unwanted> unwanted = new HashSet<>();
  private long lastRid;

  InMemoryImages(InMemoryCatalog catalog) {
    this.catalog = catalog;
  }

  /** Whether an image comes from a server; within a call. */
  boolean comeFrom(ServerId server) {
    return byId.values().stream()
        .anyMatch(image -> image.origin().equals(new ImageOrigin.Server(server)));
  }

  @Override
  public List<Image> list() {
    return catalog.call(() -> byId.values().stream().sorted(NEWEST_FIRST).toList());
  }

  @Override
  public Optional<Image> find(ImageId id) {
    return catalog.call(() -> Optional.ofNullable(byId.get(id)));
  }

  @Override
  public Optional<Image> findByFileName(String fileName) {
    return list().stream()
        .filter(image -> !fileName.isEmpty() && image.fileName().equals(fileName))
        .findFirst();
  }

  private Optional<Image> findRepository(String url) {
    return list().stream()
        .filter(image -> image.origin().equals(new ImageOrigin.Repository(url)))
        .findFirst();
  }

  @Override
  public Addition add(Image image) {
    return catalog.call(
        () -> {
          if (originGone(image)) {
            return new Addition.OriginGone();
          }
          if (image.origin() instanceof ImageOrigin.Found(var source, var url)
              && unwanted.contains(new Unwanted(source, image.fileName()))) {
            return new Addition.Unwanted();
          }
          Optional<Image> other = other(image);
          if (other.isPresent()) {
            return new Addition.Taken(other.get());
          }
          if (byId.containsKey(image.id()) || wrong(image)) {
            throw new CatalogFailure(CatalogFailure.Kind.OTHER, "Refused", null);
          }
          Image recorded =
              new Image(
                  ++lastRid,
                  image.id(),
                  image.fileName(),
                  image.details(),
                  image.origin(),
                  image.content(),
                  image.updatedAt());
          byId.put(recorded.id(), recorded);
          return new Addition.Done(recorded);
        });
  }

  private static boolean wrong(Image image) {
    boolean repository = image.origin() instanceof ImageOrigin.Repository;
    return image.fileName().isEmpty() != repository
        || (repository && image.content().isPresent())
        || (image.origin() instanceof ImageOrigin.Uploaded && image.content().isEmpty());
  }

  private Optional<Image> other(Image image) {
    Optional<Image> found =
        image.origin() instanceof ImageOrigin.Repository(var url)
            ? findRepository(url)
            : findByFileName(image.fileName());
    return found.filter(other -> !other.id().equals(image.id()));
  }

  private boolean originGone(Image image) {
    return switch (image.origin()) {
      case ImageOrigin.Server(var server) -> catalog.remoteServers().find(server).isEmpty();
      case ImageOrigin.Found(var source, var url) ->
          image.content().isEmpty()
              && find(source)
                  .filter(found -> found.origin() instanceof ImageOrigin.Repository)
                  .isEmpty();
      case ImageOrigin.Uploaded() -> false;
      case ImageOrigin.Url(var url) -> false;
      case ImageOrigin.Repository(var url) -> false;
    };
  }

  @Override
  public Change replace(Image image) {
    return catalog.call(
        () -> {
          Image old = byId.get(image.id());
          if (old == null) {
            return Change.NOT_FOUND;
          }
          if (originGone(image)) {
            return Change.ORIGIN_GONE;
          }
          if (other(image).isPresent()) {
            return Change.TAKEN;
          }
          boolean moved = image.origin().isRemote() && !image.isFromWhere(old);
          Image changed =
              with(image, old.rid(), moved ? Optional.empty() : old.content(), image.updatedAt());
          if (wrong(changed)) {
            throw new CatalogFailure(CatalogFailure.Kind.OTHER, "Refused", null);
          }
          byId.put(changed.id(), changed);
          if (moved) {
            catalog.forgetSync(image.id());
          }
          return Change.DONE;
        });
  }

  private static Image with(Image image, long rid, Optional<ImageContent> content, Instant time) {
    return new Image(
        rid, image.id(), image.fileName(), image.details(), image.origin(), content, time);
  }

  @Override
  public Optional<Image> store(Image seen, ImageContent content, Instant updatedAt) {
    return catalog.call(
        () -> {
          Optional<Image> stored =
              find(seen.id())
                  .filter(seen::isFromWhere)
                  .filter(image -> digest(image).equals(digest(seen)))
                  .map(image -> with(image, image.rid(), Optional.of(content), updatedAt));
          if (stored.filter(InMemoryImages::wrong).isPresent()) {
            throw new CatalogFailure(CatalogFailure.Kind.OTHER, "Refused", null);
          }
          stored.ifPresent(image -> byId.put(image.id(), image));
          return stored;
        });
  }

  private static Optional<Sha256> digest(Image image) {
    return image.content().map(ImageContent::digest);
  }

  @Override
  public boolean addMd5(ImageId id, Sha256 digest, Md5 md5) {
    return catalog.call(
        () -> {
          Optional<Image> image =
              find(id)
                  .filter(
                      found ->
                          found.content().filter(one -> one.digest().equals(digest)).isPresent());
          image
              .map(found -> with(found, found.rid(), withMd5(found, md5), found.updatedAt()))
              .ifPresent(changed -> byId.put(id, changed));
          return image.isPresent();
        });
  }

  private static Optional<ImageContent> withMd5(Image image, Md5 md5) {
    return image
        .content()
        .map(
            content ->
                new ImageContent(
                    content.size(), content.digest(), Optional.of(md5), content.storedAt()));
  }

  @Override
  public List<Image> remove(ImageId id) {
    return catalog.call(
        () -> {
          Image image = byId.get(id);
          if (image == null) {
            return List.of();
          }
          if (image.origin() instanceof ImageOrigin.Found(var source, var url)
              && byId.containsKey(source)) {
            unwanted.add(new Unwanted(source, image.fileName()));
          }
          List<Image> removed = new ArrayList<>(List.of(image));
          list().stream()
              .filter(other -> other.content().isEmpty())
              .filter(
                  other ->
                      other.origin() instanceof ImageOrigin.Found(var source, var url)
                          && source.equals(id))
              .forEach(removed::add);
          for (Image one : removed) {
            byId.remove(one.id());
            catalog.forgetSync(one.id());
            unwanted.removeIf(name -> name.repository().equals(one.id()));
          }
          return List.copyOf(removed);
        });
  }

  @Override
  public Set<String> unwanted(ImageId repository) {
    return catalog.call(
        () ->
            unwanted.stream()
                .filter(name -> name.repository().equals(repository))
                .map(Unwanted::fileName)
                .collect(Collectors.toUnmodifiableSet()));
  }

  @Override
  public Totals totals() {
    List<ImageContent> here = list().stream().flatMap(image -> image.content().stream()).toList();
    return new Totals(here.size(), here.stream().mapToLong(ImageContent::size).sum());
  }
}
