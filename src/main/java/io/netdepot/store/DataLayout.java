package io.netdepot.store;

import io.netdepot.files.Disk;
import io.netdepot.files.LocalDisk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Where everything lies in the data directory. The only class that knows: nothing else joins paths.
 *
 * <p>While it is open, no other service can open the same directory. Immutable.
 */
public final class DataLayout implements AutoCloseable {
  private static final Pattern SPOOL_NAME = Pattern.compile("[0-9a-f]{32}\\.part");

  private final Path root;
  private final Optional<DirectoryLock> lock;

  private DataLayout(Path root, Optional<DirectoryLock> lock) {
    this.root = root;
    this.lock = lock;
  }

  /**
   * Makes what is missing (modes 0700), takes the directory for this service, and tries out whether
   * the file system can keep what it is given.
   *
   * @throws IOException when another service has the directory, or the file system cannot rename
   *     atomically or make a directory durable; the message says which directory and what to do
   */
  public static DataLayout open(Path data) throws IOException {
    return open(data, new LocalDisk());
  }

  static DataLayout open(Path data, Disk disk) throws IOException {
    DataDirectory directory = new DataDirectory(data, disk);
    Path root = directory.makeRoot();
    DirectoryLock lock = DirectoryLock.take(root, lockFile(root));
    try {
      DataLayout layout = new DataLayout(root, Optional.of(lock));
      directory.prepare(layout);
      return layout;
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  /**
   * The layout of a directory that a service may be using at this moment: for commands beside it,
   * which read or replace single files. Makes nothing and takes nothing.
   */
  public static DataLayout beside(Path data) {
    return new DataLayout(data, Optional.empty());
  }

  /** The data directory itself, without links. */
  public Path root() {
    return root;
  }

  /** The database. */
  public Path catalog() {
    return root.resolve("catalog.db");
  }

  /** Pinned host keys of switches. */
  public Path knownHosts() {
    return root.resolve("known_hosts");
  }

  /** The key that profile passwords are encrypted with. */
  public Path secretKey() {
    return root.resolve("secret.key");
  }

  /** A new key that is about to take the place of the other one. */
  public Path nextSecretKey() {
    return root.resolve("secret.key.next");
  }

  /** The API's users with the hashes of their passwords. */
  public Path users() {
    return root.resolve("users");
  }

  /** The passwords made at first start. */
  public Path initialPasswords() {
    return root.resolve("initial-passwords");
  }

  /** Who wrote what, one JSON object a line. */
  public Path auditLog() {
    return root.resolve("audit.log");
  }

  /** The directory of the last set of step routes that loaded; made by who fills it. */
  public Path lastGoodRoutes() {
    return root.resolve("routes.good");
  }

  /** The last schedules that were good. */
  public Path lastGoodSchedules() {
    return root.resolve("schedules.good");
  }

  /** The self-signed certificate and its key. */
  public Path tlsKeyStore() {
    return root.resolve("tls.p12");
  }

  /** The file whose lock says that the directory is in use. */
  public Path lock() {
    return lockFile(root);
  }

  private static Path lockFile(Path root) {
    return root.resolve("lock");
  }

  Path spool() {
    return root.resolve("spool");
  }

  Path spoolFile(String ourName) {
    if (!SPOOL_NAME.matcher(ourName).matches()) {
      throw new IllegalArgumentException("Not the name of a file in the spool");
    }
    return spool().resolve(ourName);
  }

  static String newSpoolName() {
    return UUID.randomUUID().toString().replace("-", "") + ".part";
  }

  Path blobsOfAnyDigest() {
    return root.resolve("blobs");
  }

  Path blobs() {
    return blobsOfAnyDigest().resolve("sha256");
  }

  /** The directory of the blobs whose digests begin alike. */
  Path shard(Sha256 digest) {
    return blobs().resolve(digest.hex().substring(0, 2));
  }

  Path blob(Sha256 digest) {
    return shard(digest).resolve(digest.hex());
  }

  /** Gives the directory back. */
  @Override
  public void close() throws IOException {
    if (lock.isPresent()) {
      lock.get().close();
    }
  }
}
