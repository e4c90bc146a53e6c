package io.netdepot.catalog;

import static io.netdepot.catalog.ImageSamples.content;
import static io.netdepot.catalog.ImageSamples.image;
import static io.netdepot.catalog.ImageSamples.remote;
import static io.netdepot.catalog.ImageSamples.repository;
import static io.netdepot.catalog.ImageSamples.server;
import static io.netdepot.catalog.ImageSamples.uploaded;
import static io.netdepot.catalog.Samples.digest;
import static io.netdepot.catalog.Samples.second;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netdepot.fleet.ImageId;
import io.netdepot.fleet.ServerId;
import io.netdepot.store.Md5;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every catalog keeps about images. */
abstract class ImageCatalogContract {
  private static final String REPOSITORY = "http://images.example/viptela/";

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

  private ImageCatalog images() {
    return catalog.images();
  }

  private Image added(Image image) {
    return ((ImageCatalog.Addition.Done) images().add(image)).image();
  }

  private Image found(Image source, String fileName) {
    return remote(fileName, new ImageOrigin.Found(source.id(), REPOSITORY + fileName));
  }

  private static Image numbered(Image image, long rid) {
    return new Image(
        rid,
        image.id(),
        image.fileName(),
        image.details(),
        image.origin(),
        image.content(),
        image.updatedAt());
  }

  private static Image named(Image image, String fileName, ImageOrigin origin) {
    return new Image(
        image.rid(),
        image.id(),
        fileName,
        ImageSamples.details("21.1"),
        origin,
        Optional.empty(),
        second(5));
  }

  @Test
  void isEmptyAtFirst() {
    assertThat(images().list()).isEmpty();
    assertThat(images().find(ImageId.random())).isEmpty();
    assertThat(images().findByFileName("a.bin")).isEmpty();
    assertThat(images().remove(ImageId.random())).isEmpty();
    assertThat(images().unwanted(ImageId.random())).isEmpty();
    assertThat(images().totals()).isEqualTo(new ImageCatalog.Totals(0, 0));
  }

  @Test
  void findsWhatWasAdded() {
    RemoteServer server = server("lab");
    catalog.remoteServers().add(server);
    Image source = added(repository(REPOSITORY));
    List<Image> all =
        List.of(
            uploaded("a.bin", 1, 5_000_000_000L),
            remote("b.bin", new ImageOrigin.Url("http://images.example/b.bin")),
            remote("c.bin", new ImageOrigin.Server(server.id())),
            found(source, "d.bin"),
            image(
                "e.bin",
                new ImageOrigin.Url("https://images.example/e.bin"),
                Optional.of(
                    new ImageContent(
                        7, digest(3), Optional.of(new Md5("a".repeat(32))), second(2)))));
    for (Image image : all) {
      Image recorded = added(image);
      assertThat(recorded).isEqualTo(numbered(image, recorded.rid()));
      assertThat(images().find(image.id())).contains(recorded);
      assertThat(images().findByFileName(image.fileName())).contains(recorded);
    }
  }

  @Test
  void listsTheNewestFirstAndGivesNoNumberTwice() {
    Image first = added(uploaded("a.bin", 1, 1));
    Image second = added(uploaded("b.bin", 1, 1));
    assertThat(images().list()).containsExactly(second, first);
    images().remove(second.id());
    assertThat(added(uploaded("c.bin", 1, 1)).rid()).isGreaterThan(second.rid());
  }

  @Test
  void aFileNameIsGivenOnce() {
    Image first = added(uploaded("a.bin", 1, 1));
    assertThat(images().add(remote("a.bin", new ImageOrigin.Url("http://images.example/a.bin"))))
        .isEqualTo(new ImageCatalog.Addition.Taken(first));
    assertThat(images().add(uploaded("a.bin", 2, 1)))
        .isEqualTo(new ImageCatalog.Addition.Taken(first));
    assertThat(images().list()).containsExactly(first);
    added(uploaded("A.bin", 1, 1));
  }

  @Test
  void aRepositoryHasNoFileNameAndIsRecordedOnce() {
    Image first = added(repository(REPOSITORY));
    added(repository(REPOSITORY + "other/"));
    assertThat(images().add(repository(REPOSITORY)))
        .isEqualTo(new ImageCatalog.Addition.Taken(first));
    assertThat(images().findByFileName("")).isEmpty();
  }

  @Test
  void refusesOneIdTwice() {
    Image first = added(uploaded("a.bin", 1, 1));
    Image twin =
        new Image(
            0, first.id(), "b.bin", first.details(), first.origin(), first.content(), second(1));
    assertThatThrownBy(() -> images().add(twin)).isInstanceOf(CatalogFailure.class);
    assertThat(images().list()).containsExactly(first);
  }

  @Test
  void refusesWhatCannotBe() {
    Image uploadedWithoutBytes = remote("a.bin", new ImageOrigin.Uploaded());
    Image repositoryWithBytes =
        image("", new ImageOrigin.Repository(REPOSITORY), Optional.of(content(1, 1, second(1))));
    Image fileWithoutName = remote("", new ImageOrigin.Url("http://images.example/a.bin"));
    for (Image image : List.of(uploadedWithoutBytes, repositoryWithBytes, fileWithoutName)) {
      assertThatThrownBy(() -> images().add(image)).isInstanceOf(CatalogFailure.class);
    }
    assertThat(images().list()).isEmpty();
  }

  @Test
  void whatAnImageComesFromMustBeThere() {
    assertThat(images().add(remote("a.bin", new ImageOrigin.Server(ServerId.random()))))
        .isEqualTo(new ImageCatalog.Addition.OriginGone());
    Image source = repository(REPOSITORY);
    assertThat(images().add(found(source, "b.bin")))
        .isEqualTo(new ImageCatalog.Addition.OriginGone());
    Image file = added(uploaded("c.bin", 1, 1));
    assertThat(images().add(found(file, "b.bin")))
        .isEqualTo(new ImageCatalog.Addition.OriginGone());
  }

  @Test
  void replacesWhatAnImageIsSaidToBeAndKeepsItsBytes() {
    Image old = added(uploaded("a.bin", 1, 1));
    Image wanted = named(old, "b.bin", old.origin());
    assertThat(images().replace(wanted)).isEqualTo(ImageCatalog.Change.DONE);
    assertThat(images().find(old.id()))
        .contains(
            new Image(
                old.rid(),
                old.id(),
                "b.bin",
                ImageSamples.details("21.1"),
                old.origin(),
                old.content(),
                second(5)));
    assertThat(images().findByFileName("a.bin")).isEmpty();
  }

  @Test
  void replacesNothingThatIsNotThereOrTaken() {
    Image first = added(uploaded("a.bin", 1, 1));
    Image second = added(uploaded("b.bin", 1, 1));
    Image source = added(repository(REPOSITORY));
    Image other = added(repository(REPOSITORY + "other/"));
    assertThat(images().replace(uploaded("c.bin", 1, 1))).isEqualTo(ImageCatalog.Change.NOT_FOUND);
    assertThat(images().replace(named(second, "a.bin", second.origin())))
        .isEqualTo(ImageCatalog.Change.TAKEN);
    assertThat(images().replace(named(other, "", source.origin())))
        .isEqualTo(ImageCatalog.Change.TAKEN);
    assertThat(images().replace(named(first, "a.bin", new ImageOrigin.Server(ServerId.random()))))
        .isEqualTo(ImageCatalog.Change.ORIGIN_GONE);
    assertThat(images().list()).containsExactly(other, source, second, first);
  }

  private static Image having(Image image, int digest) {
    return image.having(Optional.of(content(digest, 1, second(3))));
  }

  @Test
  void theBytesOfAnotherPlaceGoAndComeNoMore() {
    RemoteServer server = server("lab");
    catalog.remoteServers().add(server);
    Image old = added(remote("a.bin", new ImageOrigin.Url("http://images.example/a.bin")));
    images().store(old, content(1, 1, second(3)), second(3));
    ImageOrigin elsewhere = new ImageOrigin.Url("http://images.example/v2/a.bin");
    assertThat(images().replace(named(old, "a.bin", elsewhere)))
        .isEqualTo(ImageCatalog.Change.DONE);
    assertThat(images().find(old.id()).orElseThrow().content()).isEmpty();
    assertThat(images().store(old, content(1, 1, second(4)), second(4))).isEmpty();
    assertThat(images().find(old.id()).orElseThrow().content()).isEmpty();

    Image onServer = added(remote("b.bin", new ImageOrigin.Server(server.id())));
    images().store(onServer, content(1, 1, second(3)), second(3));
    images().replace(named(onServer, "c.bin", onServer.origin()));
    assertThat(images().find(onServer.id()).orElseThrow().content()).isEmpty();
    assertThat(images().store(onServer, content(1, 1, second(4)), second(4))).isEmpty();
  }

  @Test
  void storesTheBytesOfAnImage() {
    Image remote = added(remote("a.bin", new ImageOrigin.Url("http://images.example/a.bin")));
    ImageContent content = content(1, 5_000_000_000L, second(3));
    Image stored = images().store(remote, content, second(3)).orElseThrow();
    assertThat(stored.content()).contains(content);
    assertThat(stored.updatedAt()).isEqualTo(second(3));
    assertThat(images().find(remote.id())).contains(stored);
  }

  @Test
  void storesBytesOnlyOverThoseTheCallerSaw() {
    Image image = added(remote("a.bin", new ImageOrigin.Url("http://images.example/a.bin")));
    images().store(image, content(1, 1, second(3)), second(3));
    assertThat(images().store(image, content(2, 2, second(4)), second(4))).isEmpty();
    assertThat(images().store(having(image, 7), content(2, 2, second(4)), second(4))).isEmpty();
    assertThat(images().find(image.id()).orElseThrow().content())
        .contains(content(1, 1, second(3)));
    assertThat(images().store(having(image, 1), content(2, 2, second(4)), second(4))).isPresent();
    images().remove(image.id());
    assertThat(images().store(image, content(2, 2, second(4)), second(4))).isEmpty();
  }

  @Test
  void addsTheMd5OfTheBytesItHas() {
    Image image = added(uploaded("a.bin", 1, 1));
    Md5 md5 = new Md5("b".repeat(32));
    assertThat(images().addMd5(image.id(), digest(2), md5)).isFalse();
    assertThat(images().addMd5(ImageId.random(), digest(1), md5)).isFalse();
    assertThat(images().find(image.id())).contains(image);
    assertThat(images().addMd5(image.id(), digest(1), md5)).isTrue();
    Image now = images().find(image.id()).orElseThrow();
    assertThat(now.content().flatMap(ImageContent::md5)).contains(md5);
    assertThat(now.updatedAt()).isEqualTo(image.updatedAt());
  }

  @Test
  void returnsWhatItRemoves() {
    Image image = added(uploaded("a.bin", 1, 1));
    assertThat(images().remove(image.id())).containsExactly(image);
    assertThat(images().remove(image.id())).isEmpty();
    assertThat(images().find(image.id())).isEmpty();
    added(uploaded("a.bin", 1, 1));
  }

  @Test
  void aDeletedFileOfARepositoryIsUnwanted() {
    Image source = added(repository(REPOSITORY));
    Image file = added(found(source, "a.bin"));
    images().remove(file.id());
    assertThat(images().unwanted(source.id())).containsExactly("a.bin");
    assertThat(images().add(found(source, "a.bin")))
        .isEqualTo(new ImageCatalog.Addition.Unwanted());
    added(uploaded("a.bin", 1, 1));
    assertThat(images().add(found(source, "b.bin"))).isInstanceOf(ImageCatalog.Addition.Done.class);
  }

  @Test
  void aNewRepositoryOfOneAddressWantsEverything() {
    Image source = added(repository(REPOSITORY));
    images().remove(added(found(source, "a.bin")).id());
    images().remove(source.id());
    Image again = added(repository(REPOSITORY));
    assertThat(images().unwanted(again.id())).isEmpty();
    assertThat(images().unwanted(source.id())).isEmpty();
    added(found(again, "a.bin"));
  }

  @Test
  void withARepositoryGoItsFilesThatAreNotHere() {
    Image source = added(repository(REPOSITORY));
    Image here = added(found(source, "here.bin"));
    images().store(here, content(1, 1, second(3)), second(3));
    Image elsewhere = added(found(source, "elsewhere.bin"));
    Image other = added(remote("other.bin", new ImageOrigin.Url(REPOSITORY + "other.bin")));
    assertThat(images().remove(source.id())).containsExactly(source, elsewhere);
    assertThat(images().list()).extracting(Image::id).containsExactly(other.id(), here.id());
    assertThat(images().replace(named(here, "renamed.bin", here.origin())))
        .isEqualTo(ImageCatalog.Change.ORIGIN_GONE);
    assertThat(images().remove(here.id())).hasSize(1);
    assertThat(images().unwanted(source.id())).isEmpty();
  }

  @Test
  void addsUpTheSizesOfWhatIsHere() {
    added(uploaded("a.bin", 1, 4_000_000_000L));
    added(uploaded("b.bin", 1, 3_000_000_000L));
    added(remote("c.bin", new ImageOrigin.Url("http://images.example/c.bin")));
    added(repository(REPOSITORY));
    assertThat(images().totals()).isEqualTo(new ImageCatalog.Totals(2, 7_000_000_000L));
  }
}
