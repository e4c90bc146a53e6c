package io.netdepot.source;

import io.netdepot.config.DataSize;
import io.netdepot.config.SyncSettings;
import io.netdepot.source.SourceFailure.Reason;
import io.netdepot.store.DiskGuard;
import io.netdepot.store.Spool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/** Remote files over HTTP. Thread-safe. */
public final class HttpSource implements RemoteFiles, AutoCloseable {
  private final HttpConnector connector;
  private final SyncSettings settings;
  private final DataSize maxSize;
  private final Spool spool;
  private final DiskGuard disk;
  private final Clock clock;
  private final Deadlines deadlines;

  /** {@code maxSize} is the largest file that is taken (images.max-size). */
  public HttpSource(
      SyncSettings settings,
      DataSize maxSize,
      AddressRules rules,
      Spool spool,
      DiskGuard disk,
      Clock clock) {
    this.deadlines = new Deadlines(settings);
    this.connector = new HttpConnector(settings, rules, deadlines);
    this.settings = settings;
    this.maxSize = maxSize;
    this.spool = spool;
    this.disk = disk;
    this.clock = clock;
  }

  @Override
  public Fetched fetch(SourceUri file, Wanted wanted, Transfer transfer) throws SourceFailure {
    try (Deadlines.Deadline deadline = deadlines.ofFile(transfer);
        HttpFetch fetch =
            new HttpFetch(
                connector, settings, maxSize, spool, disk, clock, file, wanted, transfer)) {
      deadline.begin();
      return new Tries(settings, transfer).run(file, fetch::run);
    }
  }

  @Override
  public Optional<String> text(SourceUri file, Optional<SourceLogin> login, Transfer transfer)
      throws SourceFailure {
    try (Deadlines.Deadline deadline = deadlines.ofText(transfer)) {
      deadline.begin();
      return new Tries(settings, transfer).run(file, () -> textInOneTry(file, login, transfer));
    }
  }

  private Optional<String> textInOneTry(
      SourceUri file, Optional<SourceLogin> login, Transfer transfer) throws SourceFailure {
    try (HttpAnswer answer = connector.get(file, Map.of(), login, transfer)) {
      if (answer.status() == 404 || answer.status() == 410) {
        return Optional.empty();
      }
      if (answer.status() != 200) {
        throw AnswerStatus.failure(file, answer, clock);
      }
      answer.requireNotEncoded();
      byte[] bytes = new Pace(settings, System::nanoTime).read(answer.body(), Manifest.LONGEST + 1);
      if (bytes.length > Manifest.LONGEST) {
        throw new SourceFailure(
            Reason.BAD_LIST,
            file + " is longer than " + new DataSize(Manifest.LONGEST) + ", which no list is");
      }
      return Html.isType(answer.header("Content-Type")) || Html.begins(bytes, bytes.length)
          ? Optional.empty()
          : Optional.of(new String(bytes, StandardCharsets.UTF_8));
    } catch (IOException e) {
      transfer.check();
      throw connector.failure(file, e);
    } finally {
      transfer.nothingToClose();
    }
  }

  /** Ends every fetch at once. */
  @Override
  public void close() {
    connector.close();
    deadlines.close();
  }
}
