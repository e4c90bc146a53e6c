package io.netdepot.catalog;

import static io.netdepot.catalog.ImageSamples.content;
import static io.netdepot.catalog.ImageSamples.remote;
import static io.netdepot.catalog.ImageSamples.sync;
import static io.netdepot.catalog.ImageSamples.uploaded;
import static io.netdepot.catalog.Samples.START;
import static io.netdepot.catalog.Samples.digest;
import static io.netdepot.catalog.Samples.second;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.netdepot.fleet.SwitchAddress;
import io.netdepot.store.BlobCheck;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which changes the schema makes events of, and what they tell. */
class RecordedEventsTest {
  private final Samples samples = new Samples();
  private final Path file;
  private Catalog catalog = new InMemoryCatalog();
  private long seen;

  RecordedEventsTest(@TempDir Path directory) {
    this.file = directory.resolve("catalog.db");
  }

  @BeforeEach
  void open() {
    catalog = SqliteCatalog.open(file);
  }

  @AfterEach
  void close() {
    catalog.close();
  }

  /** What was told since the last look, without ids and times. */
  private List<String> told() {
    List<Event> events = catalog.events().after(seen, 100);
    seen = events.isEmpty() ? seen : events.getLast().id();
    return events.stream().map(event -> event.type() + " " + event.data()).toList();
  }

  @Test
  void ofAnOperationAndItsSwitches() {
    Profile lab = samples.profile("lab");
    catalog.profiles().add(lab);
    assertThat(told()).isEmpty();
    Operation operation = samples.operation(START);
    List<Task> tasks = samples.tasks(operation, lab, "sw1", "sw2");
    catalog.operations().accept(operation, tasks);
    assertThat(told())
        .containsExactly(
            "operation {\"id\":\"%s\",\"state\":\"pending\"}".formatted(operation.id()));
    catalog.operations().claim(1, second(1));
    assertThat(told())
        .containsExactly(
            switchEvent(operation, "sw1", "in-progress", 1, ""),
            "operation {\"id\":\"%s\",\"state\":\"in-progress\"}".formatted(operation.id()));
    Task first = tasks.getFirst();
    catalog
        .operations()
        .putBack(first.id(), Optional.of(Samples.failure("no")), second(9), true, second(2));
    catalog.operations().details(first.id(), "a remark", second(2));
    catalog.operations().fail(first.id(), Samples.failure("no"), second(3));
    catalog.operations().claim(1, second(4));
    Task second = tasks.getLast();
    catalog.operations().complete(second.id(), first.id(), second(5));
    catalog
        .operations()
        .finish(operation.id(), OperationState.FAILED, "partial-failure", "1 of 2", second(6));
    assertThat(told())
        .containsExactly(
            switchEvent(operation, "sw1", "pending", 1, ",\"error\":\"unreachable\""),
            switchEvent(operation, "sw1", "failed", 1, ",\"error\":\"unreachable\""),
            switchEvent(operation, "sw2", "in-progress", 1, ""),
            switchEvent(operation, "sw2", "completed", 1, ",\"packageId\":\"" + first.id() + "\""),
            "operation {\"id\":\"%s\",\"state\":\"failed\",\"error\":\"partial-failure\"}"
                .formatted(operation.id()));
  }

  private static String switchEvent(
      Operation operation, String address, String state, int tries, String more) {
    return "switch {\"operationId\":\"%s\",\"address\":\"%s\",\"state\":\"%s\",\"tries\":%d%s}"
        .formatted(operation.id(), address, state, tries, more);
  }

  @Test
  void ofPackages() {
    StoredPackage stored = samples.stored("a.tgz", 7, digest(1), START);
    catalog.packages().add(stored);
    catalog.packages().remove(stored.id());
    assertThat(told())
        .containsExactly(
            ("package {\"id\":\"%s\",\"change\":\"stored\",\"operationId\":\"%s\","
                    + "\"address\":\"Sw12.example\",\"fileName\":\"a.tgz\",\"size\":7,"
                    + "\"sha256\":\"%s\"}")
                .formatted(stored.id(), stored.operationId(), stored.digest().hex()),
            ("package {\"id\":\"%s\",\"change\":\"removed\",\"operationId\":\"%s\","
                    + "\"address\":\"Sw12.example\"}")
                .formatted(stored.id(), stored.operationId()));
  }

  @Test
  void ofHoldsAndOfWhatIsNotWhole() {
    StoredPackage stored = samples.stored("a.tgz", 7, digest(1), START);
    catalog.packages().add(stored);
    told();
    catalog.packages().hold(stored.id(), new Hold(second(1), "rw-user", "case 4711"));
    catalog.packages().hold(stored.id(), new Hold(second(2), "rw-user", "case 4712"));
    catalog.packages().release(stored.id());
    assertThat(told())
        .containsExactly(packageEvent(stored, "held"), packageEvent(stored, "released"));

    QuarantinedFile file =
        new QuarantinedFile(
            samples.id(),
            samples.id(),
            samples.id(),
            SwitchAddress.of("sw1"),
            "nvos",
            "dump.tar.gz",
            Samples.failure("It ends early"),
            9,
            digest(2),
            second(1),
            second(10));
    catalog.quarantine().put(file);
    catalog.quarantine().remove(file.id());
    assertThat(told())
        .containsExactly(
            ("quarantine {\"id\":\"%s\",\"change\":\"kept\",\"operationId\":\"%s\","
                    + "\"address\":\"sw1\",\"error\":\"unreachable\",\"size\":9}")
                .formatted(file.id(), file.operationId()),
            "quarantine {\"id\":\"%s\",\"change\":\"removed\",\"operationId\":\"%s\",\"address\":\"sw1\"}"
                .formatted(file.id(), file.operationId()));
  }

  private static String packageEvent(StoredPackage stored, String change) {
    return ("package {\"id\":\"%s\",\"change\":\"%s\",\"operationId\":\"%s\","
            + "\"address\":\"Sw12.example\"}")
        .formatted(stored.id(), change, stored.operationId());
  }

  @Test
  void ofDamageAndItsEnd() {
    BlobCheck damaged =
        new BlobCheck(digest(1), second(1), BlobCheck.Outcome.DAMAGED, "Its bytes are others");
    catalog.blobChecks().record(List.of(BlobCheck.verified(digest(1), second(0))));
    catalog.blobChecks().record(List.of(damaged));
    catalog.blobChecks().record(List.of(damaged));
    catalog.blobChecks().record(List.of(BlobCheck.verified(digest(1), second(2))));
    catalog.blobChecks().record(List.of(damaged));
    assertThat(told()).containsExactly(blob("damaged"), blob("verified"), blob("damaged"));
    StoredPackage kept = samples.stored("a.tgz", 7, digest(1), START);
    catalog.packages().add(kept);
    told();
    catalog.blobChecks().forget(digest(1));
    assertThat(told()).containsExactly(blob("replaced"));
    catalog.blobChecks().record(List.of(damaged));
    catalog.packages().remove(kept.id());
    told();
    catalog.blobChecks().forget(digest(1));
    assertThat(told()).containsExactly(blob("removed"));
  }

  private static String blob(String outcome) {
    return "blob {\"sha256\":\"%s\",\"outcome\":\"%s\"}".formatted(digest(1).hex(), outcome);
  }

  @Test
  void ofImagesAndTheirSyncs() {
    Image upload = uploaded("a.bin", 1, 9);
    catalog.images().add(upload);
    Image image = remote("b.bin", new ImageOrigin.Url("http://images.example/b.bin"));
    catalog.images().add(image);
    Image added = catalog.images().find(image.id()).orElseThrow();
    catalog.images().store(added, content(2, 5, second(2)), second(2));
    catalog.imageSyncs().record(sync(image.id(), second(3), second(60)), added);
    catalog.images().remove(image.id());
    assertThat(told())
        .containsExactly(
            imageEvent(upload, "stored", "a.bin", ",\"size\":9,\"sha256\":\"" + digest(1).hex()),
            "image {\"id\":\"%s\",\"change\":\"registered\",\"fileName\":\"b.bin\"}"
                .formatted(image.id()),
            imageEvent(image, "stored", "b.bin", ",\"size\":5,\"sha256\":\"" + digest(2).hex()),
            ("image-sync {\"imageId\":\"%s\",\"outcome\":\"failed\",\"failures\":2,"
                    + "\"receivedBytes\":5000000000,\"changedSha256\":\"%s\"}")
                .formatted(image.id(), digest(9).hex()),
            "image {\"id\":\"%s\",\"change\":\"removed\",\"fileName\":\"b.bin\"}"
                .formatted(image.id()));
  }

  private static String imageEvent(Image image, String change, String name, String more) {
    return "image {\"id\":\"%s\",\"change\":\"%s\",\"fileName\":\"%s\"%s\"}"
        .formatted(image.id(), change, name, more);
  }

  @Test
  void withTheTimeOfTheChangeAndOverAReopen() {
    catalog.packages().add(samples.stored("a.tgz", 7, digest(1), START));
    catalog.close();
    catalog = SqliteCatalog.open(file);
    assertThat(catalog.events().after(0, 10))
        .singleElement()
        .satisfies(
            event ->
                assertThat(event.at()).isCloseTo(Instant.now(), within(1, ChronoUnit.MINUTES)));
    assertThat(catalog.events().kept()).isEqualTo(new EventCatalog.Kept(1, 1));
  }

  @Test
  void ofNothingThatWasRolledBack() {
    Profile lab = samples.profile("lab");
    catalog.profiles().add(lab);
    Operation first = samples.operation(START);
    List<Task> tasks = samples.tasks(first, lab, "sw1");
    catalog.operations().accept(first, tasks);
    Operation second = samples.operation(START);
    catalog.operations().cancel(tasks.getFirst().id(), "", second(1));
    told();
    assertThatThrownBy(() -> catalog.operations().accept(second, tasks))
        .isInstanceOf(CatalogFailure.class);
    assertThat(told()).isEmpty();
  }
}
