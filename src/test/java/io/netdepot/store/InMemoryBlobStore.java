package io.netdepot.store;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Blobs on the heap, for tests of what uses a store. */
public final class InMemoryBlobStore implements BlobStore {
  private final Spool spool;
  private final ConcurrentMap<Sha256, byte[]> blobs = new ConcurrentHashMap<>();

  public InMemoryBlobStore(Spool spool) {
    this.spool = spool;
  }

  @Override
  public void publish(ReceivedFile file) throws IOException {
    try (InputStream content = spool.open(file)) {
      blobs.putIfAbsent(file.digest(), content.readAllBytes());
    }
    spool.drop(file);
  }

  @Override
  public void replace(ReceivedFile file) throws IOException {
    blobs.remove(file.digest());
    publish(file);
  }

  @Override
  public boolean contains(Sha256 digest) {
    return blobs.containsKey(digest);
  }

  @Override
  public Optional<Path> localFile(Sha256 digest) {
    return Optional.empty();
  }

  @Override
  public InputStream open(Sha256 digest) throws IOException {
    byte[] content = blobs.get(digest);
    if (content == null) {
      throw new NoSuchFileException(digest.hex());
    }
    return new ByteArrayInputStream(content);
  }

  @Override
  public boolean delete(Sha256 digest) {
    return blobs.remove(digest) != null;
  }

  @Override
  public List<Sha256> list() {
    return blobs.keySet().stream().sorted(Comparator.comparing(Sha256::hex)).toList();
  }
}
