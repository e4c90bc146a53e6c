package io.netdepot.store;

import io.netdepot.store.BlobCheck.Outcome;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;

/** What reading blobs again found, on the heap. */
public final class InMemoryBlobChecks implements BlobChecks {
  private final BlobReferences references;
  private final Map<Sha256, BlobCheck> checks =
      new ConcurrentSkipListMap<>(Comparator.comparing(Sha256::hex));

  public InMemoryBlobChecks(BlobReferences references) {
    this.references = references;
  }

  @Override
  public Optional<BlobCheck> find(Sha256 digest) {
    return Optional.ofNullable(checks.get(digest));
  }

  @Override
  public Map<Sha256, BlobCheck> find(Collection<Sha256> digests) {
    return digests.stream()
        .distinct()
        .flatMap(digest -> find(digest).stream())
        .collect(Collectors.toMap(BlobCheck::digest, found -> found));
  }

  @Override
  public List<BlobCheck> notVerified() {
    return checks.values().stream().filter(check -> check.outcome() != Outcome.VERIFIED).toList();
  }

  @Override
  public void record(Collection<BlobCheck> found) {
    found.forEach(check -> checks.put(check.digest(), check));
  }

  @Override
  public void forget(Sha256 digest) {
    checks.remove(digest);
  }

  @Override
  public int forgetUnneeded() {
    Set<Sha256> needed = references.digests();
    int before = checks.size();
    checks.keySet().removeIf(digest -> !needed.contains(digest));
    return before - checks.size();
  }
}
