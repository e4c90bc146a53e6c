package io.netdepot.imagesync;

import io.netdepot.catalog.Image;
import io.netdepot.catalog.ImageContent;
import io.netdepot.catalog.ImageOrigin;
import io.netdepot.catalog.ImageSync;
import io.netdepot.catalog.ImageSyncCatalog;
import io.netdepot.catalog.LeftOut;
import io.netdepot.config.SyncSettings;
import io.netdepot.images.ImageFileName;
import io.netdepot.images.Images;
import io.netdepot.images.Mirrored;
import io.netdepot.images.Registered;
import io.netdepot.source.Fetched;
import io.netdepot.source.Manifest;
import io.netdepot.source.RemoteFiles;
import io.netdepot.source.SourceFailure;
import io.netdepot.source.SourceFailure.Reason;
import io.netdepot.source.SourceUri;
import io.netdepot.source.Validators;
import io.netdepot.source.Wanted;
import io.netdepot.store.ReceivedFile;
import io.netdepot.store.Sha256;
import io.netdepot.store.Spool;
import io.netdepot.store.StorageFullException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What step routes call as {@code imageSync}. Thread-safe. */
public final class SyncSteps {
  private static final Logger log = LoggerFactory.getLogger(SyncSteps.class);

  private final SyncRuns runs;
  private final SyncSettings settings;
  private final RemoteFiles files;
  private final Places places;
  private final Declared declared;
  private final Images images;
  private final ImageSyncCatalog syncs;
  private final Spool spool;

  public SyncSteps(
      SyncRuns runs,
      SyncSettings settings,
      RemoteFiles files,
      Places places,
      Images images,
      ImageSyncCatalog syncs,
      Spool spool) {
    this.runs = runs;
    this.settings = settings;
    this.files = files;
    this.places = places;
    this.declared = new Declared(files);
    this.images = images;
    this.syncs = syncs;
    this.spool = spool;
  }

  /** Reads what a repository lists, and registers the files that are new. */
  public void list(@ExchangeProperty(SyncTask.PROPERTY) SyncTask task) throws SourceFailure {
    SyncRun run = runs.of(task);
    Place repository = places.of(run.image());
    Manifest manifest = declared.manifest(repository, run.transfer());
    List<SyncRun.ListedFile> found = new ArrayList<>();
    List<String> leftOut = new ArrayList<>(manifest.leftOut());
    for (Manifest.Entry entry : manifest.files()) {
      run.transfer().check();
      switch (register(run, repository, entry)) {
        case Listed.Taken(var file) -> {
          SourceUri at = repository.uri().file(entry.name());
          found.add(new SyncRun.ListedFile(file, new SyncRequest.Listed(entry, at)));
        }
        case Listed.LeftOut(var sentence) -> leftOut.add(sentence);
        case Listed.Unwanted unwanted -> {}
      }
    }
    LeftOut said = LeftOut.of(leftOut);
    if (said.count() > 0) {
      // One line, however many the list has.
      log.warn("Repository {}: {} left out: {}", repository.uri(), said.count(), said.why());
    }
    run.listed(found, said);
  }

  /** What becomes of a file that a repository lists. */
  private sealed interface Listed {
    record Taken(Image file) implements Listed {}

    record LeftOut(String sentence) implements Listed {}

    /** Somebody deleted it here. */
    record Unwanted() implements Listed {}
  }

  private Listed register(SyncRun run, Place repository, Manifest.Entry entry)
      throws SourceFailure {
    return switch (ImageFileName.judge(entry.name())) {
      case ImageFileName.Verdict.Refused(var sentence) -> new Listed.LeftOut(sentence);
      case ImageFileName.Verdict.Good(var name) -> {
        Optional<String> url = addressOf(repository, name);
        yield url.isPresent()
            ? taken(run, images.register().addFound(run.image().id(), name, url.get()))
            : new Listed.LeftOut("'" + name.value() + "' makes a URL that is too long");
      }
    };
  }

  private static Optional<String> addressOf(Place repository, ImageFileName name) {
    try {
      return Optional.of(repository.uri().file(name.value()).text());
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Listed taken(SyncRun run, Registered registered) throws SourceFailure {
    return switch (registered) {
      case Registered.Done(var image) -> new Listed.Taken(image);
      case Registered.Same(var image) -> new Listed.Taken(image);
      // Found when the repository had another address.
      case Registered.NameTaken(var other)
          when other.origin() instanceof ImageOrigin.Found(var source, var url)
              && source.equals(run.image().id()) ->
          new Listed.Taken(other);
      case Registered.NameTaken(var other) ->
          new Listed.LeftOut(
              "An image called "
                  + other.fileName()
                  + " comes from elsewhere; delete that image to have the repository's");
      case Registered.Unwanted unwanted -> new Listed.Unwanted();
      case Registered.Refused(var sentence) -> new Listed.LeftOut(sentence);
      case Registered.OriginGone gone -> throw deleted();
      case Registered.NotFound notFound -> throw deleted();
    };
  }

  /**
   * Fetches a remote image, if it is not here yet or has changed.
   *
   * @return the file, compared with the digest that its source declares; null when nothing came
   */
  public @Nullable ReceivedFile fetch(@ExchangeProperty(SyncTask.PROPERTY) SyncTask task)
      throws SourceFailure {
    SyncRun run = runs.of(task);
    Optional<ImageSync> before = syncs.find(task.image());
    Validators known = before.map(SyncSteps::validators).orElse(Validators.NONE);
    Remote remote = remote(run);
    Place place = remote.place();
    Declared.Content content = remote.content();
    // Bytes that are lost are not here, whatever the record says.
    Optional<Sha256> here =
        images.fileOf(run.image()).flatMap(file -> run.image().content()).map(ImageContent::digest);
    Optional<Sha256> changed = before.flatMap(ImageSync::changed);
    if (content.digest().isPresent() && here.equals(content.digest())) {
      run.end(new SyncEnd.Unchanged(known));
      return null;
    }
    boolean keepsOld = changed.isPresent() && !replaces(run);
    if (content.digest().isPresent() && keepsOld && changed.equals(content.digest())) {
      run.end(new SyncEnd.Changed(known, changed.get()));
      return null;
    }
    // What is known of the other version must not keep it from coming when it is wanted.
    boolean conditional = here.isPresent() && (changed.isEmpty() || keepsOld);
    Wanted wanted =
        new Wanted(place.login(), conditional ? known : Validators.NONE, content.size());
    return switch (files.fetch(place.uri(), wanted, run.transfer())) {
      case Fetched.Unchanged unchanged -> {
        run.end(
            keepsOld ? new SyncEnd.Changed(known, changed.get()) : new SyncEnd.Unchanged(known));
        yield null;
      }
      case Fetched.Whole(var file, var validators) -> {
        requireDeclared(content, file);
        run.fetched(validators);
        yield file;
      }
    };
  }

  private boolean replaces(SyncRun run) {
    return run.request().replace() || settings.onChange() == SyncSettings.OnChange.REPLACE;
  }

  private static Validators validators(ImageSync sync) {
    return new Validators(sync.etag(), sync.lastModified());
  }

  /** Where a file is, and what is declared of it there. */
  private record Remote(Place place, Declared.Content content) {}

  private Remote remote(SyncRun run) throws SourceFailure {
    Place recorded = places.of(run.image());
    if (run.request().listed().isPresent()) {
      return listed(run.request().listed().get(), recorded);
    }
    if (run.image().origin() instanceof ImageOrigin.Found(var source, var url)) {
      // The repository may have another address than when the file was found.
      Optional<Image> repository = images.find(source);
      if (repository.isPresent()) {
        return listed(listedBy(repository.get(), run), recorded);
      }
    }
    return new Remote(recorded, declared.beside(recorded, run.transfer()));
  }

  private static Remote listed(SyncRequest.Listed listed, Place recorded) {
    return new Remote(
        new Place(listed.at(), recorded.login()), Declared.Content.of(listed.entry()));
  }

  private SyncRequest.Listed listedBy(Image repository, SyncRun run) throws SourceFailure {
    Place place = places.of(repository);
    return declared.manifest(place, run.transfer()).files().stream()
        .filter(entry -> entry.name().equals(run.image().fileName()))
        .findFirst()
        .map(entry -> new SyncRequest.Listed(entry, place.uri().file(entry.name())))
        .orElseThrow(
            () ->
                new SourceFailure(
                    Reason.NOT_FOUND,
                    "The repository " + place.uri() + " does not list the file any more"));
  }

  private void requireDeclared(Declared.Content content, ReceivedFile file) throws SourceFailure {
    if (content.digest().isEmpty() || content.digest().get().equals(file.digest())) {
      return;
    }
    drop(file);
    throw new SourceFailure(
        Reason.DIGEST_MISMATCH,
        "The file has the SHA-256 "
            + file.digest()
            + ", and its source declares "
            + content.digest().get()
            + "; nothing was published. Either the file was damaged or exchanged, or the"
            + " declaration is older than the file");
  }

  /** Publishes a fetched file under its image, if it may take the place of what is here. */
  public void store(@Body ReceivedFile file, @ExchangeProperty(SyncTask.PROPERTY) SyncTask task)
      throws SourceFailure {
    SyncRun run = runs.of(task);
    Validators validators = run.fetched();
    try {
      run.transfer().check();
      switch (images.mirror(run.image(), file, replaces(run))) {
        case Mirrored.Stored stored -> run.end(new SyncEnd.Stored(validators));
        case Mirrored.Unchanged unchanged -> run.end(new SyncEnd.Unchanged(validators));
        case Mirrored.Changed kept -> run.end(new SyncEnd.Changed(validators, file.digest()));
        case Mirrored.Gone gone -> throw moved();
      }
    } catch (IOException e) {
      drop(file);
      throw new SourceFailure(
          e instanceof StorageFullException ? Reason.STORAGE_FULL : Reason.STORAGE_FAILED,
          "The image could not be stored: " + e.getMessage(),
          e);
    } catch (SourceFailure e) {
      drop(file);
      throw e;
    }
  }

  private static SourceFailure moved() {
    return new SourceFailure(
        Reason.CANCELLED, "The image was deleted, or comes from elsewhere, meanwhile");
  }

  private static SourceFailure deleted() {
    return new SourceFailure(Reason.CANCELLED, "The image was deleted meanwhile");
  }

  private void drop(ReceivedFile file) {
    try {
      spool.drop(file);
    } catch (IOException e) {
      log.warn("A file stays in the spool until the next start: {}", e.getMessage());
    }
  }
}
