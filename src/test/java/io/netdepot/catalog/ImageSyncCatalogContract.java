package io.netdepot.catalog;

import static io.netdepot.catalog.ImageSamples.remote;
import static io.netdepot.catalog.ImageSamples.repository;
import static io.netdepot.catalog.ImageSamples.server;
import static io.netdepot.catalog.ImageSamples.sync;
import static io.netdepot.catalog.ImageSamples.uploaded;
import static io.netdepot.catalog.Samples.second;
import static org.assertj.core.api.Assertions.assertThat;

import io.netdepot.fleet.ImageId;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every catalog keeps about syncs of images. */
abstract class ImageSyncCatalogContract {
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

  private ImageSyncCatalog syncs() {
    return catalog.imageSyncs();
  }

  private Image added(Image image) {
    return ((ImageCatalog.Addition.Done) catalog.images().add(image)).image();
  }

  private Image remoteFile(String name) {
    return added(remote(name, new ImageOrigin.Url("http://images.example/" + name)));
  }

  @Test
  void isEmptyAtFirst() {
    assertThat(syncs().list()).isEmpty();
    assertThat(syncs().find(ImageId.random())).isEmpty();
    assertThat(syncs().due(second(0))).isEmpty();
  }

  @Test
  void recordsHowASyncWentOverWhatWasKnown() {
    Image image = remoteFile("a.bin");
    ImageSync failed = sync(image.id(), second(1), second(60));
    assertThat(syncs().record(failed, image)).isTrue();
    assertThat(syncs().find(image.id())).contains(failed);
    ImageSync fine =
        new ImageSync(
            image.id(),
            second(2),
            Optional.empty(),
            second(70),
            0,
            "",
            Optional.empty(),
            Optional.empty(),
            0,
            Duration.ZERO,
            Optional.empty(),
            LeftOut.NOTHING);
    assertThat(syncs().record(fine, image)).isTrue();
    assertThat(syncs().list()).containsExactly(fine);
  }

  @Test
  void listsTheLatestAttemptFirst() {
    ImageSync second = recorded(remoteFile("a.bin"), 2);
    ImageSync first = recorded(remoteFile("b.bin"), 1);
    ImageSync third = recorded(remoteFile("c.bin"), 3);
    assertThat(syncs().list()).containsExactly(third, second, first);
  }

  private ImageSync recorded(Image image, int attempted) {
    ImageSync sync = sync(image.id(), second(attempted), second(9));
    syncs().record(sync, image);
    return sync;
  }

  @Test
  void recordsNothingOfAnImageThatIsGone() {
    Image image = remoteFile("a.bin");
    syncs().record(sync(image.id(), second(1), second(60)), image);
    catalog.images().remove(image.id());
    assertThat(syncs().find(image.id())).isEmpty();
    assertThat(syncs().record(sync(image.id(), second(2), second(60)), image)).isFalse();
    assertThat(syncs().list()).isEmpty();
  }

  @Test
  void forgetsHowItWentWithAnotherOriginOnly() {
    Image image = remoteFile("a.bin");
    ImageSync sync = sync(image.id(), second(1), second(60));
    syncs().record(sync, image);
    catalog.images().replace(with(image, image.origin()));
    assertThat(syncs().find(image.id())).contains(sync);
    catalog.images().replace(with(image, new ImageOrigin.Url("http://images.example/v2/a.bin")));
    assertThat(syncs().find(image.id())).isEmpty();
    // Of the old place.
    assertThat(syncs().record(sync, image)).isFalse();
    assertThat(syncs().find(image.id())).isEmpty();
  }

  private static Image with(Image image, ImageOrigin origin) {
    return new Image(
        image.rid(),
        image.id(),
        image.fileName(),
        ImageSamples.details("2"),
        origin,
        image.content(),
        second(9));
  }

  @Test
  void whatIsSyncedByItselfIsDueAtOnceAndThenWhenItSays() {
    RemoteServer server = server("lab");
    catalog.remoteServers().add(server);
    added(uploaded("uploaded.bin", 1, 1));
    Image late = remoteFile("a.bin");
    Image source = added(repository("http://images.example/all/"));
    added(remote("b.bin", new ImageOrigin.Found(source.id(), "http://images.example/all/b.bin")));
    Image onServer = added(remote("c.bin", new ImageOrigin.Server(server.id())));
    syncs().record(sync(late.id(), second(1), second(60)), late);
    assertThat(syncs().due(second(59))).containsExactly(source, onServer);
    assertThat(syncs().due(second(60))).containsExactly(source, onServer, late);
    syncs().record(sync(source.id(), second(1), second(61)), source);
    assertThat(syncs().due(second(61))).containsExactly(onServer, late, source);
  }
}
