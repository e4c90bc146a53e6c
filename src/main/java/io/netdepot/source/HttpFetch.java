package io.netdepot.source;

import io.netdepot.config.DataSize;
import io.netdepot.config.SyncSettings;
import io.netdepot.source.SourceFailure.Reason;
import io.netdepot.store.DiskGuard;
import io.netdepot.store.Spool;
import io.netdepot.store.SpoolFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * One file on its way over HTTP, in as many tries as it takes: what an earlier try brought is kept,
 * and the next one asks for the rest of the same version only. Used by one thread.
 */
final class HttpFetch implements AutoCloseable {
  private final HttpConnector connector;
  private final SyncSettings settings;
  private final DataSize maxSize;
  private final Spool spool;
  private final DiskGuard disk;
  private final Clock clock;
  private final SourceUri uri;
  private final Wanted wanted;
  private final Transfer transfer;

  // Mutable state: what came so far, and of which version that is.
  private @Nullable SpoolFile file;
  private Validators version = Validators.NONE;
  private OptionalLong size = OptionalLong.empty();

  HttpFetch(
      HttpConnector connector,
      SyncSettings settings,
      DataSize maxSize,
      Spool spool,
      DiskGuard disk,
      Clock clock,
      SourceUri uri,
      Wanted wanted,
      Transfer transfer) {
    this.connector = connector;
    this.settings = settings;
    this.maxSize = maxSize;
    this.spool = spool;
    this.disk = disk;
    this.clock = clock;
    this.uri = uri;
    this.wanted = wanted;
    this.transfer = transfer;
  }

  /** One try. */
  Fetched run() throws SourceFailure {
    try (HttpAnswer answer = connector.get(uri, headers(), wanted.login(), transfer)) {
      if (answer.status() == 304 && file == null && !wanted.known().isEmpty()) {
        return new Fetched.Unchanged();
      }
      SpoolFile into = begin(answer);
      receive(answer, into);
      return finish(into);
    } catch (IOException e) {
      transfer.check();
      throw connector.failure(uri, e);
    } finally {
      transfer.nothingToClose();
    }
  }

  private Map<String, String> headers() {
    Map<String, String> headers = new LinkedHashMap<>();
    // A server that compresses on the way gives another content than the file's.
    headers.put("Accept-Encoding", "identity");
    SpoolFile begun = file;
    if (begun == null) {
      wanted.known().etag().ifPresent(tag -> headers.put("If-None-Match", tag));
      wanted.known().lastModified().ifPresent(date -> headers.put("If-Modified-Since", date));
    } else if (begun.size() > 0 && version.strong().isPresent()) {
      headers.put("Range", "bytes=" + begun.size() + "-");
      headers.put("If-Range", version.strong().get());
    }
    return headers;
  }

  /** Where the answer's body goes: behind what came before, or into a file of its own. */
  private SpoolFile begin(HttpAnswer answer) throws SourceFailure {
    if (answer.status() == 200 || answer.status() == 206) {
      answer.requireNotEncoded();
    }
    SpoolFile begun = file;
    if (answer.status() == 206 && begun != null && continues(answer, begun)) {
      return begun;
    }
    int status = answer.status();
    if (status != 200 && status != 206 && status != 416) {
      // What came before stays good: a server in trouble says nothing about its file.
      throw AnswerStatus.failure(uri, answer, clock);
    }
    forget();
    if (status != 200) {
      throw new SourceFailure(
          Reason.INCOMPLETE, answer.from().host() + " cannot go on where the connection broke");
    }
    if (Html.isType(answer.header("Content-Type"))) {
      throw html();
    }
    size = answer.length();
    requireSize(size);
    version = answer.validators();
    try {
      disk.require(size.orElse(1));
      SpoolFile created = spool.create();
      file = created;
      transfer.received(0);
      size.ifPresent(transfer::expect);
      return created;
    } catch (IOException e) {
      throw BodyPump.storage(e);
    }
  }

  private boolean continues(HttpAnswer answer, SpoolFile begun) {
    Optional<ContentRange> range = answer.header("Content-Range").flatMap(ContentRange::parse);
    return range.isPresent()
        && range.get().first() == begun.size()
        && range.get().last() == range.get().total() - 1
        && (size.isEmpty() || size.getAsLong() == range.get().total())
        && answer.validators().etag().equals(version.etag());
  }

  private void requireSize(OptionalLong said) throws SourceFailure {
    if (said.isEmpty()) {
      return;
    }
    if (said.getAsLong() > maxSize.bytes()) {
      throw tooLarge();
    }
    if (wanted.size().isPresent() && wanted.size().getAsLong() != said.getAsLong()) {
      throw otherSize(said.getAsLong(), wanted.size().getAsLong());
    }
  }

  private void receive(HttpAnswer answer, SpoolFile into) throws IOException, SourceFailure {
    InputStream body = answer.body();
    Pace pace = new Pace(settings, System::nanoTime);
    if (into.size() == 0) {
      byte[] head = pace.read(body, Html.LOOK_AT);
      if (Html.begins(head, head.length)) {
        throw html();
      }
      body = new SequenceInputStream(new ByteArrayInputStream(head), body);
    }
    long[] received = {into.size()};
    new BodyPump(into, transfer)
        .run(
            body,
            pace,
            (bytes, length) -> {
              transfer.check();
              received[0] += length;
              if (received[0] > maxSize.bytes()) {
                throw tooLarge();
              }
              transfer.received(received[0]);
            });
  }

  private Fetched finish(SpoolFile whole) throws SourceFailure {
    transfer.check();
    long got = whole.size();
    if (size.isPresent() && size.getAsLong() != got) {
      throw new SourceFailure(
          Reason.INCOMPLETE,
          "Only " + got + " of the " + size.getAsLong() + " bytes came that the server had said");
    }
    if (wanted.size().isPresent() && wanted.size().getAsLong() != got) {
      throw otherSize(got, wanted.size().getAsLong());
    }
    if (got == 0) {
      throw new SourceFailure(Reason.NOT_AN_IMAGE, "The file " + uri + " is empty");
    }
    try {
      Fetched fetched = new Fetched.Whole(whole.finish(), version);
      file = null;
      return fetched;
    } catch (IOException e) {
      throw BodyPump.storage(e);
    }
  }

  private SourceFailure html() {
    return new SourceFailure(
        Reason.NOT_AN_IMAGE,
        uri
            + " is a page of HTML and no image; check the URL, and whether the server wants a"
            + " login");
  }

  private SourceFailure tooLarge() {
    return new SourceFailure(
        Reason.TOO_LARGE, "The file is larger than " + maxSize + " (images.max-size)");
  }

  static SourceFailure otherSize(long found, long declared) {
    return new SourceFailure(
        Reason.DIGEST_MISMATCH,
        "The file has "
            + found
            + " bytes, and "
            + declared
            + " are declared; the list may be older than the file");
  }

  private void forget() {
    SpoolFile begun = file;
    if (begun != null) {
      begun.close();
      file = null;
    }
    version = Validators.NONE;
    size = OptionalLong.empty();
  }

  /** Drops what came of a file that did not come whole. */
  @Override
  public void close() {
    forget();
  }
}
