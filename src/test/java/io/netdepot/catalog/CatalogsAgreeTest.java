package io.netdepot.catalog;

import static io.netdepot.catalog.Samples.second;
import static org.assertj.core.api.Assertions.assertThat;

import io.netdepot.fleet.EntityId;
import io.netdepot.fleet.ImageId;
import io.netdepot.fleet.Phase;
import io.netdepot.fleet.ServerId;
import io.netdepot.fleet.SwitchAddress;
import io.netdepot.store.Md5;
import io.netdepot.store.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Whatever is called in whatever order, the catalog on disk and the one in memory agree. */
class CatalogsAgreeTest {
  private static final List<String> ADDRESSES =
      List.of("sw1", "SW1.", "sw2", "10.0.0.1", "2001:db8::1", "2001:DB8:0::1");
  private static final List<String> FILE_NAMES =
      List.of("dump.tar.gz", "dump-2.tar.gz", "dump", "dump_10.0.0.1", "a'b.tgz");

  private static final List<String> PLATFORMS = List.of("", "nvos", "other");

  private static final List<String> TABLES =
      List.of(
          "task_phase",
          "task",
          "operation",
          "profile",
          "package",
          "quarantine",
          "image_sync",
          "image_unwanted",
          "image",
          "remote_server",
          "blob_check",
          "scrub_run",
          "expire_run",
          "task_activity",
          "device_state");

  // Set up once, since opening a database costs more than a whole sequence of calls.
  private static final List<Catalog> ON_DISK = new ArrayList<>();
  private static final List<Path> DIRECTORY = new ArrayList<>();

  @BeforeContainer
  static void open() throws IOException {
    DIRECTORY.add(Files.createTempDirectory("catalogs-agree"));
    ON_DISK.add(SqliteCatalog.open(file()));
  }

  @AfterContainer
  static void close() throws IOException {
    ON_DISK.removeLast().close();
    try (var files = Files.walk(DIRECTORY.removeLast())) {
      for (Path path : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  private static Path file() {
    return DIRECTORY.getFirst().resolve("catalog.db");
  }

  private static void empty() throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
        Statement statement = connection.createStatement()) {
      for (String table : TABLES) {
        statement.execute("DELETE FROM " + table);
      }
    }
  }

  @Property(tries = 60, shrinking = ShrinkingMode.OFF)
  void onDiskAndInMemory(@ForAll long seed, @ForAll @IntRange(min = 5, max = 60) int calls)
      throws SQLException {
    empty();
    Catalog disk = ON_DISK.getFirst();
    try (Catalog memory = new InMemoryCatalog()) {
      Calls random = new Calls(new Random(seed));
      for (int n = 0; n < calls; n++) {
        Call call = random.next();
        Object onDisk = answer(call, disk);
        assertThat(onDisk).as("call %d: %s", n, call.name).isEqualTo(answer(call, memory));
      }
      assertThat(everything(disk, random)).isEqualTo(everything(memory, random));
    }
  }

  private static Object answer(Call call, Catalog catalog) {
    try {
      return call.what.on(catalog);
    } catch (CatalogFailure e) {
      return "refused";
    }
  }

  private static List<Object> everything(Catalog catalog, Calls calls) {
    List<Object> all = new ArrayList<>();
    all.add(catalog.profiles().list());
    all.add(catalog.profiles().findDefault());
    all.add(catalog.operations().list(1_000));
    all.add(catalog.operations().tasks(calls.operations));
    calls.operations.forEach(id -> all.add(catalog.operations().times(id)));
    calls.operations.forEach(id -> all.add(catalog.operations().notes(id)));
    calls.tasks.forEach(id -> all.add(catalog.operations().note(id)));
    calls.operations.forEach(id -> all.add(catalog.operations().order(id)));
    calls.operations.forEach(id -> all.add(catalog.operations().kind(id)));
    all.add(catalog.operations().deliveriesOf(Samples.delivery().image()));
    calls.operations.forEach(id -> all.add(catalog.operations().retries(id)));
    calls.operations.forEach(id -> all.add(catalog.devices().told(id)));
    all.add(catalog.devices().states());
    calls
        .operationFilters()
        .forEach(filter -> all.add(catalog.operations().list(filter, Optional.empty(), 5)));
    all.add(catalog.operations().list(OperationFilter.ALL, Optional.of(calls.someEnd()), 5));
    all.add(catalog.operations().nextClaim());
    all.add(catalog.operations().inProgress());
    all.add(catalog.operations().toFinish());
    all.add(catalog.operations().countByState());
    all.add(catalog.packages().list());
    all.add(catalog.references().digests());
    all.add(catalog.packages().totals());
    all.add(catalog.quarantine().list());
    all.add(catalog.quarantine().totals());
    all.add(catalog.quarantine().madeGood());
    all.add(catalog.quarantine().expired(second(50)));
    all.add(catalog.images().list().stream().map(CatalogsAgreeTest::withoutNumber).toList());
    all.add(catalog.images().totals());
    calls.images.forEach(id -> all.add(catalog.images().unwanted(id)));
    all.add(catalog.imageSyncs().list());
    all.add(
        catalog.imageSyncs().due(second(50)).stream()
            .map(CatalogsAgreeTest::withoutNumber)
            .toList());
    all.add(catalog.remoteServers().list());
    calls.tasks.forEach(id -> all.add(catalog.packages().findByTask(id)));
    return all;
  }

  // The catalog on disk has been counting since the first try.
  private static Image having(Image image, Optional<Sha256> digest) {
    return image.having(
        digest.map(seen -> new ImageContent(1, seen, Optional.empty(), image.updatedAt())));
  }

  private static Image withoutNumber(Image image) {
    return new Image(
        0,
        image.id(),
        image.fileName(),
        image.details(),
        image.origin(),
        image.content(),
        image.updatedAt());
  }

  private static Object withoutNumber(ImageCatalog.Addition addition) {
    return switch (addition) {
      case ImageCatalog.Addition.Done(var image) -> withoutNumber(image);
      case ImageCatalog.Addition.Taken(var other) -> "taken by " + other.id();
      case ImageCatalog.Addition.Unwanted unwanted -> unwanted;
      case ImageCatalog.Addition.OriginGone gone -> gone;
    };
  }

  /** One call, to be made of both. */
  private record Call(String name, What what) {}

  private interface What {
    Object on(Catalog catalog);
  }

  /** Makes calls that often hit what earlier ones made. */
  private static final class Calls {
    private final Random random;
    private final Samples samples = new Samples();
    private final List<EntityId> profiles = new ArrayList<>();
    private final List<EntityId> operations = new ArrayList<>();
    private final List<EntityId> tasks = new ArrayList<>();
    private final List<EntityId> packages = new ArrayList<>();
    private final List<EntityId> quarantined = new ArrayList<>();
    private final List<ImageId> images = new ArrayList<>(List.of(ImageId.random()));
    private final List<ServerId> servers = new ArrayList<>(List.of(ServerId.random()));

    Calls(Random random) {
      this.random = random;
      for (List<EntityId> known : List.of(profiles, operations, tasks, packages, quarantined)) {
        known.add(samples.id());
      }
    }

    private <T> T any(List<T> values) {
      return values.get(random.nextInt(values.size()));
    }

    private EntityId fresh(List<EntityId> known) {
      EntityId id = samples.id();
      known.add(id);
      return id;
    }

    Call next() {
      long time = random.nextInt(100);
      EntityId task = any(tasks);
      return switch (random.nextInt(37)) {
        case 0, 1 -> {
          Profile profile =
              samples.profile(
                  fresh(profiles), "profile " + random.nextInt(4), random.nextInt(4) == 0);
          yield new Call("add profile", catalog -> catalog.profiles().add(profile));
        }
        case 2 -> {
          Profile profile =
              samples.profile(
                  any(profiles), "profile " + random.nextInt(4), random.nextInt(4) == 0);
          yield new Call("replace profile", catalog -> catalog.profiles().replace(profile));
        }
        case 3 -> {
          EntityId id = any(profiles);
          yield new Call("remove profile", catalog -> catalog.profiles().remove(id));
        }
        case 4, 5, 6, 7 -> accept(time);
        case 8, 9 -> {
          int limit = random.nextInt(4);
          yield new Call("claim", catalog -> catalog.operations().claim(limit, second(time)));
        }
        case 10 -> {
          EntityId id = any(packages);
          yield random.nextBoolean()
              ? new Call("done", catalog -> catalog.operations().done(task, second(time)))
              : new Call(
                  "complete", catalog -> catalog.operations().complete(task, id, second(time)));
        }
        case 11 ->
            new Call(
                "fail",
                catalog -> catalog.operations().fail(task, Samples.failure("no"), second(time)));
        case 12 ->
            new Call(
                "cancel", catalog -> catalog.operations().cancel(task, "by hand", second(time)));
        case 13 -> {
          boolean count = random.nextBoolean();
          yield new Call(
              "put back",
              catalog ->
                  catalog
                      .operations()
                      .putBack(
                          task,
                          Optional.of(Samples.failure("reset")).filter(failure -> count),
                          second(time + 10),
                          count,
                          second(time)));
        }
        case 14 ->
            new Call(
                "details",
                catalog -> {
                  catalog.operations().details(task, "details " + time, second(time));
                  catalog.operations().leftOver(task, Optional.of("/host/dump/" + time));
                  catalog.operations().note(task, "{\"at\":" + time + "}");
                  return catalog.operations().findTask(task);
                });
        case 15 -> {
          EntityId id = any(operations);
          yield new Call(
              "finish",
              catalog ->
                  catalog
                      .operations()
                      .finish(id, OperationState.FAILED, "stalled", "late", second(time)));
        }
        case 16, 17 -> {
          StoredPackage stored =
              new StoredPackage(
                  random.nextInt(8) == 0 ? any(packages) : fresh(packages),
                  any(operations),
                  task,
                  SwitchAddress.of(any(ADDRESSES)),
                  any(FILE_NAMES),
                  random.nextInt(1_000),
                  Samples.digest(random.nextInt(3)),
                  second(time),
                  any(PLATFORMS),
                  Optional.empty());
          yield new Call("add package", catalog -> catalog.packages().add(stored));
        }
        case 18, 19, 20 -> {
          Image image = image(random.nextInt(8) == 0 ? any(images) : freshImage(), time);
          yield new Call("add image", catalog -> withoutNumber(catalog.images().add(image)));
        }
        case 21 -> {
          Image image = image(any(images), time);
          yield new Call("replace image", catalog -> catalog.images().replace(image));
        }
        case 22 -> {
          ImageId id = any(images);
          Optional<Sha256> seen = digest();
          ImageContent content = ImageSamples.content(random.nextInt(3), 1, second(time));
          yield new Call(
              "store image",
              catalog ->
                  catalog
                      .images()
                      .find(id)
                      .map(image -> having(image, seen))
                      .flatMap(image -> catalog.images().store(image, content, second(time)))
                      .map(CatalogsAgreeTest::withoutNumber));
        }
        case 23 -> {
          ImageId id = any(images);
          Sha256 digest = Samples.digest(random.nextInt(3));
          yield new Call(
              "add md5", catalog -> catalog.images().addMd5(id, digest, new Md5("a".repeat(32))));
        }
        case 24 -> {
          ImageId id = any(images);
          yield new Call(
              "remove image",
              catalog ->
                  catalog.images().remove(id).stream()
                      .map(CatalogsAgreeTest::withoutNumber)
                      .toList());
        }
        case 25 -> {
          ImageSync sync = ImageSamples.sync(any(images), second(time), second(time + 10));
          boolean there = random.nextInt(4) > 0;
          Image elsewhere = image(sync.image(), time);
          yield new Call(
              "record sync",
              catalog ->
                  catalog
                      .imageSyncs()
                      .record(
                          sync,
                          catalog
                              .images()
                              .find(sync.image())
                              .filter(image -> there)
                              .orElse(elsewhere)));
        }
        case 26 -> {
          ServerId id = any(servers);
          RemoteServer server = server(random.nextInt(3) == 0 ? id : freshServer());
          yield new Call("add server", catalog -> catalog.remoteServers().add(server));
        }
        case 27 -> {
          RemoteServer server = server(any(servers));
          ServerId id = any(servers);
          yield new Call(
              "replace or remove server",
              catalog ->
                  List.of(
                      catalog.remoteServers().replace(server), catalog.remoteServers().remove(id)));
        }
        case 28 -> {
          EntityId id = any(packages);
          Hold hold = new Hold(second(time), "rw-user", random.nextBoolean() ? "" : "case 7");
          yield new Call("hold package", catalog -> catalog.packages().hold(id, hold));
        }
        case 29 -> {
          EntityId id = any(packages);
          yield new Call("release package", catalog -> catalog.packages().release(id));
        }
        case 30 -> {
          PackageFilter filter = packageFilter(time);
          int limit = random.nextInt(4);
          Optional<PageEnd> after = pageEnd(any(packages));
          yield new Call(
              "page of packages", catalog -> catalog.packages().page(filter, after, limit));
        }
        case 31 -> {
          List<PhaseTime> phases =
              Stream.of(Phase.values())
                  .filter(phase -> random.nextBoolean())
                  .map(
                      phase ->
                          new PhaseTime(
                              phase,
                              second(random.nextInt(3)),
                              second(3 + random.nextInt(3)),
                              Duration.ofMillis(random.nextInt(9_000))))
                  .toList();
          yield new Call(
              "phases",
              catalog -> {
                catalog.operations().phases(task, phases);
                return "noted";
              });
        }
        case 32, 33 -> {
          QuarantinedFile file = quarantined(task, time);
          yield new Call("quarantine", catalog -> catalog.quarantine().put(file));
        }
        case 34 -> {
          EntityId id = any(quarantined);
          Optional<EntityId> operation = maybe(any(operations));
          Optional<PageEnd> after = pageEnd(id);
          yield new Call(
              "page of the quarantine, and remove",
              catalog ->
                  List.of(
                      catalog.quarantine().page(Optional.empty(), operation, after, 3),
                      catalog.quarantine().remove(id)));
        }
        case 36 -> {
          DeviceState state = device(time);
          yield new Call(
              "a device told",
              catalog -> {
                catalog.devices().remember(state);
                catalog.devices().tell(task, second(time), "line " + time);
                return catalog.devices().state(state.address());
              });
        }
        default -> {
          EntityId id = any(packages);
          yield new Call("remove package", catalog -> catalog.packages().remove(id));
        }
      };
    }

    private <T> Optional<T> maybe(T value) {
      return Optional.of(value).filter(wanted -> random.nextInt(3) == 0);
    }

    private PackageFilter packageFilter(long time) {
      return new PackageFilter(
          maybe(SwitchAddress.of(any(ADDRESSES))),
          maybe(any(operations)),
          maybe(any(PLATFORMS)),
          maybe(random.nextBoolean()),
          maybe(any(List.of(Verified.values()))),
          maybe(second(time - 50)),
          maybe(second(time + 50)));
    }

    private Optional<PageEnd> pageEnd(EntityId id) {
      return maybe(new PageEnd(second(random.nextInt(100)), id));
    }

    private QuarantinedFile quarantined(EntityId task, long time) {
      return new QuarantinedFile(
          fresh(quarantined),
          any(operations),
          task,
          SwitchAddress.of(any(ADDRESSES)),
          any(PLATFORMS),
          any(FILE_NAMES),
          Samples.failure("It ends early"),
          1 + random.nextInt(1_000),
          Samples.digest(random.nextInt(3)),
          second(time),
          second(time + random.nextInt(50)));
    }

    private DeviceState device(long time) {
      return new DeviceState(
          SwitchAddress.of(any(ADDRESSES)),
          "version " + random.nextInt(3),
          "",
          random.nextBoolean() ? List.of() : List.of("a", "b \"c\""),
          maybe(random.nextBoolean()),
          maybe("a problem"),
          maybe(second(time)),
          second(time));
    }

    private ImageId freshImage() {
      images.add(ImageId.random());
      return images.getLast();
    }

    private ServerId freshServer() {
      servers.add(ServerId.random());
      return servers.getLast();
    }

    private RemoteServer server(ServerId id) {
      RemoteServer any = ImageSamples.server("server " + random.nextInt(3));
      return new RemoteServer(
          id,
          any.name(),
          any.host(),
          any.protocol(),
          any.port(),
          any.vpn(),
          any.username(),
          any.password().filter(password -> random.nextBoolean()),
          any.prefix(),
          any.updatedAt());
    }

    private Optional<Sha256> digest() {
      return Optional.of(Samples.digest(random.nextInt(3))).filter(digest -> random.nextBoolean());
    }

    private Image image(ImageId id, long time) {
      String url = "http://images.example/" + random.nextInt(3) + "/";
      ImageOrigin origin =
          switch (random.nextInt(5)) {
            case 0 -> new ImageOrigin.Uploaded();
            case 1 -> new ImageOrigin.Url(url + "a.bin");
            case 2 -> new ImageOrigin.Repository(url);
            case 3 -> new ImageOrigin.Server(any(servers));
            default -> new ImageOrigin.Found(any(images), url + "a.bin");
          };
      boolean file = !(origin instanceof ImageOrigin.Repository);
      Optional<ImageContent> content =
          digest().map(digest -> new ImageContent(3, digest, Optional.empty(), second(time)));
      return new Image(
          0,
          id,
          // Now and then what must be refused.
          file && random.nextInt(10) > 0 ? any(FILE_NAMES) : "",
          ImageSamples.details("version " + time),
          origin,
          content.filter(bytes -> file || random.nextInt(10) == 0),
          second(time));
    }

    List<OperationFilter> operationFilters() {
      Optional<Instant> none = Optional.empty();
      return List.of(
          OperationFilter.ALL,
          new OperationFilter(
              Optional.of(OperationState.PENDING), Optional.empty(), none, Optional.of(second(60))),
          new OperationFilter(
              Optional.empty(),
              Optional.of(SwitchAddress.of(ADDRESSES.getFirst())),
              Optional.of(second(20)),
              none),
          new OperationFilter(
              Optional.empty(), Optional.empty(), none, none, Optional.of(OperationKind.DELIVERY)),
          new OperationFilter(
              Optional.empty(), Optional.empty(), none, none, Optional.of(OperationKind.ACTION)),
          new OperationFilter(
              Optional.empty(),
              Optional.empty(),
              none,
              none,
              Optional.of(OperationKind.COLLECTION)));
    }

    PageEnd someEnd() {
      return new PageEnd(second(50), operations.getLast());
    }

    private Optional<Order> someOrder() {
      return switch (random.nextInt(6)) {
        case 0, 1 -> Optional.of(Samples.delivery());
        case 2 -> Optional.of(Samples.action());
        default -> Optional.empty();
      };
    }

    private Call accept(long time) {
      EntityId id = random.nextInt(8) == 0 ? any(operations) : fresh(operations);
      Operation operation =
          new Operation(
              id,
              second(time),
              second(time),
              OperationState.PENDING,
              new RecordedRequest("post", "http://localhost/", "{}"),
              "",
              "",
              Optional.empty(),
              Optional.of(any(operations)).filter(retried -> random.nextInt(3) == 0),
              someOrder());
      List<Task> wanted =
          IntStream.range(0, 1 + random.nextInt(3))
              .mapToObj(
                  position ->
                      new Task(
                          fresh(tasks),
                          id,
                          position,
                          SwitchAddress.of(any(ADDRESSES)),
                          any(profiles),
                          OperationState.PENDING,
                          0,
                          second(time + position),
                          Optional.empty(),
                          Optional.empty(),
                          Optional.empty(),
                          ""))
              .toList();
      return random.nextBoolean()
          ? new Call("accept", catalog -> catalog.operations().accept(operation, wanted))
          : new Call("accept free", catalog -> catalog.operations().acceptFree(operation, wanted));
    }
  }
}
