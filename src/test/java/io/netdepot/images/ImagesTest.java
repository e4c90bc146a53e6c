package io.netdepot.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.netdepot.catalog.Catalog;
import io.netdepot.catalog.Image;
import io.netdepot.catalog.ImageContent;
import io.netdepot.catalog.ImageOrigin;
import io.netdepot.catalog.InMemoryCatalog;
import io.netdepot.fleet.ImageId;
import io.netdepot.fleet.ServerId;
import io.netdepot.store.Md5;
import io.netdepot.store.ReceivedFile;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImagesTest {
  private static final ImageFileName NAME = new ImageFileName("viptela-20.6.3-x86_64.tar.gz");
  private static final String URL = "http://images.example/viptela-20.6.3-x86_64.tar.gz";
  private static final String REPOSITORY = "http://images.example/all/";

  private final Catalog catalog = new InMemoryCatalog();
  private final Heard heard = new Heard();
  private ImageStore store;
  private Images images;

  @BeforeEach
  void open(@TempDir Path directory) throws Exception {
    store = new ImageStore(directory, catalog);
    images = store.images;
    images.listen(heard);
  }

  @AfterEach
  void close() throws Exception {
    store.close();
  }

  /** What a listener heard, as words. */
  private static final class Heard implements ImageListener {
    private final List<String> words = new ArrayList<>();

    @Override
    public void registered(Image image) {
      words.add("registered " + image.fileName());
    }

    @Override
    public void stored(Image image) {
      words.add("stored " + image.fileName());
    }

    @Override
    public void removed(Image image) {
      words.add("removed " + image.fileName());
    }
  }

  private static Image image(Registered registered) {
    return ((Registered.Done) registered).image();
  }

  private Image remote() {
    return image(images.register().addUrl(URL, "20.6.3"));
  }

  private Image now(Image image) {
    return images.find(image.id()).orElseThrow();
  }

  @Test
  void publishesFileAndRecord() throws Exception {
    ReceivedFile received = store.receive("content");
    Image image = store.published(NAME, received);
    assertThat(image)
        .isEqualTo(
            new Image(
                1,
                image.id(),
                NAME.value(),
                ImageFacts.of(NAME),
                new ImageOrigin.Uploaded(),
                Optional.of(
                    new ImageContent(7, received.digest(), Optional.empty(), ImageStore.NOW)),
                ImageStore.NOW));
    assertThat(images.fileOf(image).orElseThrow()).hasContent("content");
    assertThat(images.find(image.id())).contains(image);
    assertThat(images.findByFileName(NAME.value())).contains(image);
    assertThat(images.list()).containsExactly(image);
    assertThat(heard.words).containsExactly("stored " + NAME);
    assertThat(store.spool.sweep()).isZero();
  }

  @Test
  void publishingTheSameAgainChangesNothing() throws Exception {
    Image image = store.published(NAME, store.receive("content"));
    assertThat(images.publish(NAME, store.receive("content"))).isEqualTo(new Published.Same(image));
    assertThat(images.list()).containsExactly(image);
    assertThat(store.spool.sweep()).isZero();
  }

  @Test
  void aNameKeepsItsContent() throws Exception {
    Image image = store.published(NAME, store.receive("content"));
    assertThat(images.publish(NAME, store.receive("other")))
        .isEqualTo(new Published.NameTaken(image));
    assertThat(images.fileOf(now(image)).orElseThrow()).hasContent("content");
    assertThat(store.blobs.list()).hasSize(1);
    assertThat(store.spool.sweep()).isZero();
  }

  @Test
  void aRemoteImageThatIsNotHereKeepsItsName() throws Exception {
    Image remote = remote();
    assertThat(images.publish(NAME, store.receive("content")))
        .isEqualTo(new Published.NameTaken(remote));
    assertThat(store.blobs.list()).isEmpty();
  }

  @Test
  void twoNamesMayHaveOneContent() throws Exception {
    Image first = store.published(NAME, store.receive("content"));
    Image second = store.published(new ImageFileName("copy.bin"), store.receive("content"));
    assertThat(store.blobs.list()).hasSize(1);
    images.delete(first.id());
    assertThat(images.fileOf(second).orElseThrow()).hasContent("content");
    images.delete(second.id());
    assertThat(store.blobs.list()).isEmpty();
  }

  @Test
  void ofManyWhoPublishOneNameAtOnceOneWins() throws Exception {
    List<Callable<Published>> publishing = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      ReceivedFile received = store.receive("content " + i % 4);
      publishing.add(() -> images.publish(NAME, received));
    }
    List<Published> outcomes = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Published> outcome : threads.invokeAll(publishing)) {
        outcomes.add(outcome.get());
      }
    }
    assertThat(outcomes).filteredOn(Published.New.class::isInstance).hasSize(1);
    assertThat(outcomes).filteredOn(Published.Same.class::isInstance).hasSize(4);
    assertThat(store.blobs.list()).hasSize(1);
    assertThat(images.fileOf(images.list().getFirst())).isPresent();
    assertThat(store.spool.sweep()).isZero();
  }

  @Test
  void doesNotRecordWhatItCouldNotStore() throws Exception {
    ReceivedFile received = store.receive("content");
    store.spool.drop(received);
    assertThatExceptionOfType(NoSuchFileException.class)
        .isThrownBy(() -> images.publish(NAME, received));
    assertThat(images.list()).isEmpty();
  }

  @Test
  void registersARemoteFile() {
    Image image = remote();
    assertThat(image.fileName()).isEqualTo(NAME.value());
    assertThat(image.details().versionName()).isEqualTo("20.6.3");
    assertThat(image.details().platformFamily()).containsExactly("vedge-x86");
    assertThat(image.origin()).isEqualTo(new ImageOrigin.Url(URL));
    assertThat(image.content()).isEmpty();
    assertThat(images.fileOf(image)).isEmpty();
    assertThat(heard.words).containsExactly("registered " + NAME);
  }

  @Test
  void registersOneAddressOnce() {
    Image image = remote();
    assertThat(images.register().addUrl(URL, "20.6.3")).isEqualTo(new Registered.Same(image));
    assertThat(images.register().addUrl("http://other.example/" + NAME, "20.6.3"))
        .isEqualTo(new Registered.NameTaken(image));
    assertThat(images.register().addUrl("ftp://images.example/a.bin", "1"))
        .isInstanceOf(Registered.Refused.class);
    assertThat(images.list()).containsExactly(image);
  }

  @Test
  void registersARepositoryAndItsFiles() {
    Image source = image(images.register().addUrl(REPOSITORY, "all"));
    assertThat(source.fileName()).isEmpty();
    assertThat(images.register().addUrl(REPOSITORY, "all")).isEqualTo(new Registered.Same(source));
    Image file = image(images.register().addFound(source.id(), NAME, REPOSITORY + NAME));
    assertThat(file.origin()).isEqualTo(new ImageOrigin.Found(source.id(), REPOSITORY + NAME));
    assertThat(images.register().addFound(source.id(), NAME, REPOSITORY + NAME))
        .isEqualTo(new Registered.Same(file));
    images.delete(file.id());
    assertThat(images.register().addFound(source.id(), NAME, REPOSITORY + NAME))
        .isEqualTo(new Registered.Unwanted());
    images.delete(source.id());
    assertThat(images.register().addFound(source.id(), NAME, REPOSITORY + NAME))
        .isEqualTo(new Registered.OriginGone());
  }

  @Test
  void mirrorsTheBytesOfARemoteImage() throws Exception {
    Image remote = remote();
    assertThat(images.find(remote.id())).isPresent();
    Mirrored mirrored = images.mirror(remote, store.receive("content"), false);
    Image stored = now(remote);
    assertThat(mirrored).isEqualTo(new Mirrored.Stored(stored));
    assertThat(stored.id()).isEqualTo(remote.id());
    assertThat(images.fileOf(stored).orElseThrow()).hasContent("content");
    assertThat(heard.words).containsExactly("registered " + NAME, "stored " + NAME);
    assertThat(images.publish(NAME, store.receive("content"))).isInstanceOf(Published.Same.class);
  }

  @Test
  void otherBytesReplaceThoseHereOnlyWhenToldSo() throws Exception {
    Image remote = remote();
    images.mirror(remote, store.receive("content"), false);
    assertThat(images.mirror(remote, store.receive("content"), true))
        .isInstanceOf(Mirrored.Unchanged.class);
    assertThat(images.mirror(remote, store.receive("changed"), false))
        .isEqualTo(new Mirrored.Changed(now(remote)));
    assertThat(images.fileOf(now(remote)).orElseThrow()).hasContent("content");
    assertThat(images.mirror(remote, store.receive("changed"), true))
        .isEqualTo(new Mirrored.Stored(now(remote)));
    assertThat(images.fileOf(now(remote)).orElseThrow()).hasContent("changed");
    assertThat(store.blobs.list()).hasSize(1);
    assertThat(store.spool.sweep()).isZero();
  }

  @Test
  void bytesOfADeletedImageAreDropped() throws Exception {
    Image remote = remote();
    images.delete(remote.id());
    assertThat(images.mirror(remote, store.receive("content"), true))
        .isEqualTo(new Mirrored.Gone());
    assertThat(store.blobs.list()).isEmpty();
    assertThat(store.spool.sweep()).isZero();
  }

  @Test
  void keepsWhatIsBeingPutOntoSwitches() throws Exception {
    Image image = store.published(NAME, store.receive("content"));
    store.deliver(image.id());
    assertThat(images.delete(image.id()))
        .isEqualTo(new Deletion.Needed(List.of(ImageStore.DELIVERY)));
    assertThat(images.fileOf(image)).isPresent();
    store.deliver(ImageId.random());
    assertThat(images.delete(image.id())).isEqualTo(new Deletion.Done());
  }

  @Test
  void neverKeepsTheBlobOfAnImageThatIsDeletedWhileItIsMirrored() throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 100; i++) {
        Image remote = remote();
        ReceivedFile received = store.receive("content");
        Future<Deletion> deleted = threads.submit(() -> images.delete(remote.id()));
        images.mirror(remote, received, false);
        assertThat(deleted.get()).isEqualTo(new Deletion.Done());
        assertThat(images.find(remote.id())).isEmpty();
      }
    }
    assertThat(store.blobs.list()).isEmpty();
    assertThat(store.spool.sweep()).isZero();
  }

  @Test
  void knowsWhatWasFoundUntilItChanges() throws Exception {
    Image image = store.published(NAME, store.receive("content"));
    assertThat(images.known(image.id())).isEmpty();
    assertThat(images.knownByFileName(NAME.value())).isEmpty();
    images.find(image.id());
    images.findByFileName(NAME.value());
    assertThat(images.known(image.id())).contains(image);
    assertThat(images.knownByFileName(NAME.value())).contains(image);
    images.register().change(image.id(), ImageChange.ofVersion("21"));
    assertThat(images.known(image.id())).isEmpty();
    assertThat(images.knownByFileName(NAME.value())).isEmpty();
    assertThat(now(image).details().versionName()).isEqualTo("21");
    images.delete(image.id());
    assertThat(images.known(image.id())).isEmpty();
    assertThat(images.find(image.id())).isEmpty();
    assertThat(images.delete(image.id())).isEqualTo(new Deletion.NotFound());
  }

  @Test
  void listsWhatIsThereAfterEveryChange() throws Exception {
    assertThat(images.list()).isEmpty();
    Image uploaded = store.published(new ImageFileName("a.bin"), store.receive("content"));
    assertThat(images.list()).containsExactly(uploaded);
    Image remote = remote();
    assertThat(images.list()).containsExactly(remote, uploaded);
    images.mirror(remote, store.receive("other"), false);
    assertThat(images.list()).containsExactly(now(remote), uploaded);
    images.register().change(uploaded.id(), ImageChange.ofVersion("21"));
    assertThat(images.list()).containsExactly(now(remote), now(uploaded));
    images.delete(uploaded.id());
    assertThat(images.list()).containsExactly(now(remote));
  }

  @Test
  void changesWhatIsGivenAndKeepsTheRest() throws Exception {
    Image image = store.published(NAME, store.receive("content"));
    ImageChange change =
        new ImageChange(
            Optional.empty(),
            Optional.of("Ours"),
            Optional.of("for the lab"),
            Optional.of("FIREWALL"),
            Optional.of(List.of("lab")));
    Image changed = images.register().change(image.id(), change).orElseThrow();
    assertThat(changed).isEqualTo(now(image));
    assertThat(changed.details().versionName()).isEqualTo("20.6.3");
    assertThat(changed.details().vendor()).isEqualTo("Ours");
    assertThat(changed.details().description()).isEqualTo("for the lab");
    assertThat(changed.details().networkFunctionType()).isEqualTo("FIREWALL");
    assertThat(changed.details().tags()).containsExactly("lab");
    assertThat(changed.details().arch()).isEqualTo("x86_64");
    assertThat(changed.content()).isEqualTo(image.content());
    assertThat(images.register().change(ImageId.random(), change)).isEmpty();
  }

  @Test
  void whatCameFromTheOldAddressGoesWithIt() throws Exception {
    Image remote = remote();
    images.mirror(remote, store.receive("content"), false);
    String newer = "https://new.example/vmanage-20.12.1-x86_64.tar.gz";
    Image moved = image(images.register().moveToUrl(remote.id(), newer));
    assertThat(moved).isEqualTo(now(remote));
    assertThat(moved.fileName()).isEqualTo("vmanage-20.12.1-x86_64.tar.gz");
    assertThat(moved.origin()).isEqualTo(new ImageOrigin.Url(newer));
    assertThat(moved.content()).isEmpty();
    assertThat(moved.details().versionName()).isEqualTo("20.12.1");
    assertThat(moved.details().platformFamily()).containsExactly("vmanage");
    assertThat(store.blobs.list()).isEmpty();
    assertThat(images.findByFileName(NAME.value())).isEmpty();
    assertThat(heard.words).last().isEqualTo("registered vmanage-20.12.1-x86_64.tar.gz");
  }

  @Test
  void whatSomebodySaidOfAnImageMovesWithIt() {
    Image remote = image(images.register().addUrl(URL, "the old one"));
    images
        .register()
        .change(
            remote.id(),
            new ImageChange(
                Optional.empty(),
                Optional.empty(),
                Optional.of("for the lab"),
                Optional.empty(),
                Optional.of(List.of("lab"))));
    Image moved =
        image(
            images
                .register()
                .moveToUrl(remote.id(), "https://new.example/vmanage-20.12.1-x86_64.tar.gz"));
    assertThat(moved.details().versionName()).isEqualTo("the old one");
    assertThat(moved.details().description()).isEqualTo("for the lab");
    assertThat(moved.details().tags()).containsExactly("lab");
    assertThat(moved.details().platformFamily()).containsExactly("vmanage");
  }

  @Test
  void theSameAddressAgainChangesNothing() throws Exception {
    Image remote = remote();
    images.mirror(remote, store.receive("content"), false);
    images.register().moveToUrl(remote.id(), URL);
    assertThat(images.fileOf(now(remote)).orElseThrow()).hasContent("content");
    assertThat(heard.words).containsExactly("registered " + NAME, "stored " + NAME);
  }

  @Test
  void bytesOfTheOldAddressAreDroppedWhenTheyComeLate() throws Exception {
    Image remote = remote();
    images.register().moveToUrl(remote.id(), "https://new.example/" + NAME);
    assertThat(images.mirror(remote, store.receive("content"), true))
        .isEqualTo(new Mirrored.Gone());
    assertThat(now(remote).content()).isEmpty();
    assertThat(store.blobs.list()).isEmpty();
    assertThat(store.spool.sweep()).isZero();
  }

  @Test
  void neverKeepsTheBlobOfTheOldAddressWhenItIsMirroredMeanwhile() throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 100; i++) {
        Image remote = remote();
        ReceivedFile received = store.receive("content");
        Future<Registered> moved =
            threads.submit(
                () -> images.register().moveToUrl(remote.id(), "https://new.example/new.bin"));
        images.mirror(remote, received, false);
        assertThat(moved.get()).isInstanceOf(Registered.Done.class);
        assertThat(now(remote).content()).isEmpty();
        images.delete(remote.id());
      }
    }
    assertThat(store.blobs.list()).isEmpty();
    assertThat(store.spool.sweep()).isZero();
  }

  @Test
  void movesNothingToWhereItCannotBe() throws Exception {
    Image remote = remote();
    Image uploaded = store.published(new ImageFileName("a.bin"), store.receive("content"));
    assertThat(images.register().moveToUrl(ImageId.random(), URL))
        .isEqualTo(new Registered.NotFound());
    assertThat(images.register().moveToUrl(uploaded.id(), "http://images.example/b.bin"))
        .isInstanceOf(Registered.Refused.class);
    assertThat(images.register().moveToUrl(remote.id(), REPOSITORY))
        .isInstanceOf(Registered.Refused.class);
    assertThat(images.register().moveToUrl(remote.id(), "http://images.example/a.bin"))
        .isEqualTo(new Registered.NameTaken(uploaded));
    assertThat(images.register().moveToServer(remote.id(), ServerId.random(), NAME))
        .isInstanceOf(Registered.Refused.class);
    assertThat(images.register().moveToServer(ImageId.random(), ServerId.random(), NAME))
        .isEqualTo(new Registered.NotFound());
  }

  @Test
  void letsADownloadUnderWayComplete() throws Exception {
    Image image = store.published(NAME, store.receive("content"));
    try (InputStream download = store.kept.open(image.content().orElseThrow().digest())) {
      assertThat(images.delete(image.id())).isEqualTo(new Deletion.Done());
      assertThat(download.readAllBytes()).hasSize(7);
    }
    assertThat(heard.words).last().isEqualTo("removed " + NAME);
  }

  @Test
  void reportsAndKeepsWhatIsLost() throws Exception {
    Image lost = store.published(NAME, store.receive("lost"));
    store.published(new ImageFileName("a.bin"), store.receive("content"));
    store.blobs.delete(lost.content().orElseThrow().digest());
    assertThat(images.reportLost(store.kept.sweep().missing())).containsExactly(lost);
    assertThat(images.list()).hasSize(2);
  }

  @Test
  void theSameBytesAgainAreTakenWhenThoseHereAreLost() throws Exception {
    Image lost = store.published(NAME, store.receive("content"));
    store.blobs.delete(lost.content().orElseThrow().digest());
    assertThat(images.publish(NAME, store.receive("other")))
        .isInstanceOf(Published.NameTaken.class);
    assertThat(images.fileOf(lost)).isEmpty();
    assertThat(images.publish(NAME, store.receive("content"))).isEqualTo(new Published.Same(lost));
    assertThat(images.fileOf(lost).orElseThrow()).hasContent("content");
    assertThat(store.spool.sweep()).isZero();
  }

  @Test
  void theSameBytesFromARemoteAreTakenWhenThoseHereAreLost() throws Exception {
    Image remote = remote();
    images.mirror(remote, store.receive("content"), false);
    store.blobs.delete(now(remote).content().orElseThrow().digest());
    assertThat(images.mirror(remote, store.receive("content"), false))
        .isEqualTo(new Mirrored.Unchanged(now(remote)));
    assertThat(images.fileOf(now(remote)).orElseThrow()).hasContent("content");
    assertThat(store.spool.sweep()).isZero();
  }

  @Test
  void theMd5ComesAfterwards() throws Exception {
    Image before = store.published(NAME, store.receive("content"));
    try (ImageChecksums checksums = new ImageChecksums(images, store.kept)) {
      checksums.start();
      Image after = store.published(new ImageFileName("a.bin"), store.receive("other"));
      // From md5sum.
      awaitMd5(before, "9a0364b9e99bb480dd25e1f0284c8555");
      awaitMd5(after, "795f3202b17cb6bc3d4b771d8c6c9eaf");
    }
  }

  @Test
  void anImageThatIsGoneHoldsNoMd5Up() throws Exception {
    Image gone = store.published(NAME, store.receive("content"));
    store.blobs.delete(gone.content().orElseThrow().digest());
    Image there = store.published(new ImageFileName("a.bin"), store.receive("other"));
    try (ImageChecksums checksums = new ImageChecksums(images, store.kept)) {
      checksums.start();
      checksums.stored(gone);
      awaitMd5(there, "795f3202b17cb6bc3d4b771d8c6c9eaf");
    }
  }

  private void awaitMd5(Image image, String md5) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () ->
                assertThat(now(image).content().flatMap(ImageContent::md5)).contains(new Md5(md5)));
  }
}
