package io.netdepot.catalog;

import io.netdepot.store.BlobReferences;
import io.netdepot.store.Sha256;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which blobs an {@link InMemoryCatalog} needs. */
record InMemoryReferences(InMemoryCatalog catalog) implements BlobReferences {
  @Override
  public boolean refersTo(Sha256 digest) {
    return digests().contains(digest);
  }

  @Override
  public Set<Sha256> digests() {
    return catalog.call(
        () ->
            Stream.of(
                    catalog.packages().list().stream().map(StoredPackage::digest),
                    catalog.quarantine().list().stream().map(QuarantinedFile::digest),
                    catalog.images().list().stream()
                        .flatMap(image -> image.content().stream())
                        .map(ImageContent::digest))
                .flatMap(digests -> digests)
                .collect(Collectors.toUnmodifiableSet()));
  }
}
