package io.netdepot.catalog;

import static io.netdepot.catalog.ImageSamples.content;
import static io.netdepot.catalog.ImageSamples.remote;
import static io.netdepot.catalog.ImageSamples.uploaded;
import static io.netdepot.catalog.Samples.digest;
import static io.netdepot.catalog.Samples.second;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every catalog says about the blobs that are needed. */
abstract class ReferencesContract {
  private final Samples samples = new Samples();
  private Catalog catalog = new InMemoryCatalog();

  /** An empty catalog. */
  abstract Catalog open();

  @BeforeEach
  void openCatalog() {
    catalog = open();
  }

  @AfterEach
  void closeCatalog() {
    catalog.close();
  }

  @Test
  void nothingIsNeededAtFirst() {
    assertThat(catalog.references().digests()).isEmpty();
    assertThat(catalog.references().refersTo(digest(1))).isFalse();
  }

  @Test
  void aBlobIsNeededUntilItsLastRecordIsRemoved() {
    StoredPackage first = catalog.packages().add(samples.stored("a.tgz", 1, digest(1), second(1)));
    StoredPackage twin = catalog.packages().add(samples.stored("b.tgz", 1, digest(1), second(1)));
    Image image = uploaded("a.tgz", 1, 1);
    catalog.images().add(image);
    catalog.packages().add(samples.stored("c.tgz", 1, digest(2), second(1)));
    assertThat(catalog.references().digests()).containsExactlyInAnyOrder(digest(1), digest(2));
    catalog.packages().remove(first.id());
    catalog.packages().remove(twin.id());
    assertThat(catalog.references().refersTo(digest(1))).isTrue();
    catalog.images().remove(image.id());
    assertThat(catalog.references().refersTo(digest(1))).isFalse();
    assertThat(catalog.references().refersTo(digest(2))).isTrue();
    assertThat(catalog.references().digests()).containsExactly(digest(2));
  }

  @Test
  void anImageNeedsTheBytesItHasNow() {
    Image image = remote("a.bin", new ImageOrigin.Url("http://images.example/a.bin"));
    catalog.images().add(image);
    assertThat(catalog.references().digests()).isEmpty();
    Image stored = catalog.images().store(image, content(1, 1, second(2)), second(2)).orElseThrow();
    assertThat(catalog.references().digests()).containsExactly(digest(1));
    catalog.images().store(stored, content(2, 1, second(3)), second(3));
    assertThat(catalog.references().digests()).containsExactly(digest(2));
  }
}
