package io.netdepot.store;

import io.netdepot.files.Disk;
import io.netdepot.files.LocalDisk;
import io.netdepot.files.PrivateFile;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Where everything lies in the data directory. The only class that knows: nothing else joins paths.
 *
 * <p>While it is open, no other service can open the same directory. Immutable.
 */
public final class DataLayout implements AutoCloseable {
  private static final Pattern STATE_NAME = Pattern.compile("state-[0-9TZ]{16}-[0-9a-f]{8}");
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

  /**
   * Takes a folder for backups: a new one, or one that was taken before. It is laid out as a data
   * directory is, and no service starts on it.
   *
   * @throws IOException when it holds other things or is in use; the message says what to do
   */
  public static DataLayout openBackup(Path folder) throws IOException {
    return open(folder, new LocalDisk(), DirectoryUse.BACKUP);
  }

  /**
   * Takes a missing or empty directory, or one with a restore that was broken off, to restore a
   * backup into. No service starts on it before {@link #restored()}.
   *
   * @throws IOException when it is not empty or in use; the message says what to do
   */
  public static DataLayout openToRestore(Path data) throws IOException {
    return open(data, new LocalDisk(), DirectoryUse.RESTORE);
  }

  /** Whether a folder is a backup, whoever made it. */
  public static boolean isBackup(Path folder) {
    return Files.exists(beside(folder).backupMark());
  }

  static DataLayout open(Path data, Disk disk) throws IOException {
    return open(data, disk, DirectoryUse.SERVICE);
  }

  private static DataLayout open(Path data, Disk disk, DirectoryUse use) throws IOException {
    DataDirectory directory = new DataDirectory(data, disk);
    Path root = directory.makeRoot();
    DirectoryLock lock = DirectoryLock.take(root, lockFile(root));
    try {
      DataLayout layout = new DataLayout(root, Optional.of(lock));
      use.require(layout);
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

  /** Certificates that the REST APIs of switches showed at first sight. */
  public Path knownCertificates() {
    return root.resolve("known_certificates");
  }

  /** The key that profile passwords are encrypted with. */
  public Path secretKey() {
    return root.resolve("secret.key");
  }

  /** A key file that was of no use when the key was declared lost. */
  public Path brokenSecretKey() {
    return root.resolve("secret.key.broken");
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

  /** The last file of switches that was good. */
  public Path lastGoodSwitches() {
    return root.resolve("switches.good");
  }

  /** The last file of devices that was good. */
  public Path lastGoodDevices() {
    return root.resolve("devices.good");
  }

  /** The self-signed certificate and its key. */
  public Path tlsKeyStore() {
    return root.resolve("tls.p12");
  }

  /** The host key of the receiver of pushed packages. */
  public Path receiverKey() {
    return root.resolve("receiver.key");
  }

  /** The file whose lock says that the directory is in use. */
  public Path lock() {
    return lockFile(root);
  }

  /** Says that the directory is a backup. */
  Path backupMark() {
    return root.resolve("THIS-IS-A-BACKUP");
  }

  /** Says that not all of a backup has been restored yet. */
  Path restoreMark() {
    return root.resolve("restore.unfinished");
  }

  /** The backup is restored, and a service may start. */
  public void restored() throws IOException {
    PrivateFile.delete(restoreMark());
  }

  /** What a backup says of itself. */
  public Path manifest() {
    return root.resolve("manifest.json");
  }

  /**
   * One of the folders in a backup with the files of one moment, beside the blobs of all.
   *
   * @param name such as {@code state-20260105T101500Z}
   */
  public Path state(String name) {
    if (!STATE_NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("Not the name of a state in a backup");
    }
    return root.resolve(name);
  }

  /** The names of all such folders. */
  public List<String> states() throws IOException {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(root, "state-*")) {
      for (Path entry : entries) {
        String name = String.valueOf(entry.getFileName());
        if (STATE_NAME.matcher(name).matches()) {
          names.add(name);
        }
      }
    }
    return names;
  }

  /** A folder for what is of use for a moment only. */
  public Path scratch() {
    return root.resolve("scratch");
  }

  /**
   * The files beside catalog and blobs that must survive, by names that begin at the root: users,
   * keys, audit and whatever else a part keeps here.
   */
  public List<String> smallFiles() throws IOException {
    List<String> names = new ArrayList<>();
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes found) {
            // What comes and goes all the time, and in great numbers, is not even looked at.
            return folder.equals(root) || isOfSmallFiles(root.relativize(folder))
                ? FileVisitResult.CONTINUE
                : FileVisitResult.SKIP_SUBTREE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes found) {
            if (found.isRegularFile() && isSmallFile(root.relativize(file))) {
              names.add(root.relativize(file).toString());
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            if (e instanceof NoSuchFileException) {
              return FileVisitResult.CONTINUE;
            }
            throw e;
          }
        });
    return names;
  }

  /**
   * The place of such a file.
   *
   * @throws IllegalArgumentException when there is no such file by that name
   */
  public Path smallFile(String name) {
    Path file = root.resolve(name).normalize();
    if (!file.startsWith(root) || file.equals(root) || !isSmallFile(root.relativize(file))) {
      throw new IllegalArgumentException("Not the name of a small file of a data directory");
    }
    return file;
  }

  private static boolean isSmallFile(Path name) {
    return isOfSmallFiles(name) && !PrivateFile.isUnfinished(String.valueOf(name.getFileName()));
  }

  private static boolean isOfSmallFiles(Path name) {
    String first = name.getName(0).toString();
    return !first.isEmpty()
        && !first.startsWith("catalog.db")
        && !Set.of("blobs", "spool", "lock", "lost+found", "scratch", "restore.unfinished")
            .contains(first);
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
