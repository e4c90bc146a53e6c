package io.netdepot.own;

import io.netdepot.archive.TarWriter;
import io.netdepot.catalog.Operation;
import io.netdepot.catalog.StoredPackage;
import io.netdepot.catalog.Task;
import io.netdepot.catalog.TaskTimes;
import io.netdepot.http.Downloadable;
import io.netdepot.http.Piece;
import io.netdepot.operation.OperationDetail;
import io.netdepot.operation.SwitchView;
import io.netdepot.packages.SupportPackages;
import io.netdepot.store.Sha256;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One tar with a manifest and every package of an ended operation, as pieces: heads are made when
 * their turn comes, packages go from where they lie. Nothing of it is stored.
 */
final class Bundle {
  private static final Pattern UNSAFE = Pattern.compile("[^A-Za-z0-9._-]");

  private final SupportPackages packages;
  private final OperationDetail detail;
  private final Instant endedAt;
  private final List<BundleManifest.Switch> described = new ArrayList<>();
  private final List<StoredPackage> contained = new ArrayList<>();

  /**
   * Finds out what is in the bundle now.
   *
   * @param detail of an operation that has ended
   */
  Bundle(SupportPackages packages, OperationDetail detail) {
    this.packages = packages;
    this.detail = detail;
    Operation operation = detail.view().operation();
    this.endedAt = operation.endedAt().orElse(operation.updatedAt());
    detail.view().switches().forEach(this::add);
  }

  private void add(SwitchView view) {
    Task task = view.task();
    TaskTimes times = detail.times().getOrDefault(task.id(), TaskTimes.NONE);
    Optional<StoredPackage> sendable =
        view.stored().filter(stored -> packages.fileOf(stored).isPresent());
    sendable.ifPresent(contained::add);
    Optional<String> missing =
        task.packageId()
            .filter(collected -> sendable.isEmpty())
            .map(collected -> view.stored().isPresent() ? "damaged" : "deleted");
    described.add(
        BundleManifest.Switch.of(
            task, times, view.stored(), sendable.map(Bundle::nameOf), missing));
  }

  // The part behind the slash is unique among all packages.
  private static String nameOf(StoredPackage stored) {
    return safe(stored.address().canonical()) + "/" + safe(stored.fileName());
  }

  private static String safe(String text) {
    return UNSAFE.matcher(text).replaceAll("_");
  }

  /**
   * What is to be sent.
   *
   * @param release called when nothing of it will be sent any more
   */
  Downloadable download(Runnable release) {
    Operation operation = detail.view().operation();
    byte[] manifest = BundleManifest.of(operation, endedAt, described).bytes();
    List<Piece> pieces = new ArrayList<>();
    addHead(pieces, "manifest.json", manifest.length, endedAt);
    pieces.add(new Piece.Made(manifest.length, () -> manifest));
    addPadding(pieces, manifest.length);
    for (StoredPackage stored : contained) {
      addHead(pieces, nameOf(stored), stored.size(), stored.storedAt());
      pieces.add(new Piece.Asked(stored.size(), () -> packages.fileOf(stored)));
      addPadding(pieces, stored.size());
    }
    pieces.add(new Piece.Made(TarWriter.end().length, TarWriter::end));
    return new Downloadable(
        pieces,
        pieces.stream().mapToLong(Piece::length).sum(),
        // The manifest has the digest of every package, and decides every other byte.
        "\"bundle-sha256-" + digest(manifest).hex() + "\"",
        Optional.empty(),
        "application/x-tar",
        "operation-" + operation.id() + ".tar",
        // A package that is deleted changes the bundle without a time that tells.
        Optional.empty(),
        Map.of(),
        release,
        Optional.empty());
  }

  private static void addHead(List<Piece> pieces, String name, long size, Instant modified) {
    pieces.add(
        new Piece.Made(
            TarWriter.head(name, size, modified).length,
            () -> TarWriter.head(name, size, modified)));
  }

  private static void addPadding(List<Piece> pieces, long size) {
    pieces.add(new Piece.Made(TarWriter.padding(size).length, () -> TarWriter.padding(size)));
  }

  private static Sha256 digest(byte[] bytes) {
    try {
      return Sha256.of(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }
}
