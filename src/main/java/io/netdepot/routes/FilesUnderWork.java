package io.netdepot.routes;

import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.spi.IdempotentRepository;

/**
 * Which files a route is working on at this moment. Camel has such a list for each endpoint; this
 * one is for all of them, so that the folder's new reader leaves alone what the old one, of another
 * definition, has not ended. Thread-safe.
 */
final class FilesUnderWork implements IdempotentRepository {
  private final Set<String> paths = ConcurrentHashMap.newKeySet();

  private static String path(String key) {
    return Path.of(key).normalize().toString();
  }

  @Override
  public boolean add(String key) {
    return paths.add(path(key));
  }

  @Override
  public boolean contains(String key) {
    return paths.contains(path(key));
  }

  @Override
  public boolean remove(String key) {
    return paths.remove(path(key));
  }

  @Override
  public boolean confirm(String key) {
    return true;
  }

  @Override
  public void clear() {
    paths.clear();
  }

  @Override
  public void start() {}

  /** Forgets nothing: one endpoint stops while another one's files are being worked on. */
  @Override
  public void stop() {}
}
