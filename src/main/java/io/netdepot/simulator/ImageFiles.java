package io.netdepot.simulator;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The image files of one switch, in a folder of this machine. */
final class ImageFiles {
  private static final int BLOCK = 128 * 1024;

  private final SimulatedSwitch simulated;
  private final Path folder;

  ImageFiles(SimulatedSwitch simulated, Path folder) {
    this.simulated = simulated;
    this.folder = folder;
  }

  Path folder() throws IOException {
    return Files.createDirectories(folder);
  }

  /** Where the file of a path on the switch is here; empty when it names none of the images. */
  Optional<Path> at(String path) {
    if (!path.startsWith(ImageShelf.FOLDER + "/")) {
      return Optional.empty();
    }
    return named(path.substring(ImageShelf.FOLDER.length() + 1));
  }

  /** Where the file of a name is here. */
  Optional<Path> named(String name) {
    try {
      return ImageShelf.isFile(name) ? Optional.of(folder().resolve(name)) : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("The simulator has no folder for images", e);
    }
  }

  boolean has(Path file) {
    return file.startsWith(folder);
  }

  List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder())) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  /** A whole file has come; the faults of the switch spoil it. */
  void spoil(Path file) throws IOException {
    Optional<Fault.ImageCutShort> cut = simulated.behaviour().take(Fault.ImageCutShort.class);
    if (cut.isPresent()) {
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        channel.truncate(Math.max(0, channel.size() - cut.get().missing()));
      }
    }
    if (simulated.behaviour().take(Fault.ImageSpoilt.class).isPresent()) {
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        channel.write(java.nio.ByteBuffer.wrap(new byte[] {42, 42, 42}), channel.size() / 2);
      }
    }
  }

  String sha256(Path file) throws IOException {
    try (DigestInputStream in = new DigestInputStream(Files.newInputStream(file), sha256())) {
      byte[] block = new byte[BLOCK];
      int read;
      do {
        read = ((InputStream) in).read(block);
      } while (read >= 0);
      return HexFormat.of().formatHex(in.getMessageDigest().digest());
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }
}
