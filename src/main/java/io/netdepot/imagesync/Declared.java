package io.netdepot.imagesync;

import io.netdepot.source.Manifest;
import io.netdepot.source.RemoteFiles;
import io.netdepot.source.SourceFailure;
import io.netdepot.source.SourceFailure.Reason;
import io.netdepot.source.Transfer;
import io.netdepot.store.Sha256;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Finds out what a source declares of its files. Thread-safe. */
final class Declared {
  /** A server that shows nobody whether a file is there says so of one that is not, too. */
  private static final Set<Reason> AS_GOOD_AS_ABSENT =
      Set.of(Reason.LOGIN_REFUSED, Reason.REFUSED, Reason.NOT_FOUND);

  private final RemoteFiles files;

  Declared(RemoteFiles files) {
    this.files = files;
  }

  /** What a file has to be; both may be unknown. */
  record Content(Optional<Sha256> digest, OptionalLong size) {
    static Content of(Manifest.Entry entry) {
      return new Content(Optional.of(entry.digest()), entry.size());
    }
  }

  /** What the {@code .sha256} beside a file says, if there is one. */
  Content beside(Place file, Transfer transfer) throws SourceFailure {
    Optional<String> text;
    try {
      text = files.text(file.uri().beside(".sha256"), file.login(), transfer);
    } catch (IllegalArgumentException e) {
      // Only too long with the suffix.
      text = Optional.empty();
    } catch (SourceFailure e) {
      if (!AS_GOOD_AS_ABSENT.contains(e.reason())) {
        throw e;
      }
      text = Optional.empty();
    }
    String name = file.uri().fileName().orElse("");
    return new Content(
        text.isEmpty() ? Optional.empty() : Optional.of(Manifest.digestBeside(name, text.get())),
        OptionalLong.empty());
  }

  /** What a repository lists. */
  Manifest manifest(Place repository, Transfer transfer) throws SourceFailure {
    for (Manifest.Kind kind : Manifest.Kind.values()) {
      Optional<String> text =
          files.text(repository.uri().file(kind.fileName()), repository.login(), transfer);
      if (text.isPresent()) {
        return kind.parse(text.get());
      }
    }
    throw new SourceFailure(
        Reason.BAD_LIST,
        "There is neither PULP_MANIFEST nor SHA256SUMS in "
            + repository.uri()
            + "; have the repository list its files in one of them, or add the URL of each file");
  }
}
