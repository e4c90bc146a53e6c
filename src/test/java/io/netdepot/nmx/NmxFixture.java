package io.netdepot.nmx;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.netdepot.catalog.PackageCatalog;
import io.netdepot.catalog.Profile;
import io.netdepot.catalog.ProfileCatalog;
import io.netdepot.catalog.StoredPackage;
import io.netdepot.config.DataSize;
import io.netdepot.config.DeliverSettings;
import io.netdepot.config.QuarantineSettings;
import io.netdepot.config.RetentionSettings;
import io.netdepot.config.ScrubSettings;
import io.netdepot.delivery.BuildNames;
import io.netdepot.delivery.DeliveryOrders;
import io.netdepot.devices.DeviceOrders;
import io.netdepot.devices.Devices;
import io.netdepot.events.EventFeed;
import io.netdepot.fleet.Access;
import io.netdepot.fleet.EntityId;
import io.netdepot.fleet.EntityIdSource;
import io.netdepot.fleet.SwitchAddress;
import io.netdepot.http.ApiFixture;
import io.netdepot.http.OpenApiCheck;
import io.netdepot.images.ImageStore;
import io.netdepot.imagesync.ImageSyncs;
import io.netdepot.imagesync.SyncRuns;
import io.netdepot.operation.LiveTasks;
import io.netdepot.operation.OperationListener;
import io.netdepot.operation.Operations;
import io.netdepot.operation.WorkSignal;
import io.netdepot.own.DeliveryCalls;
import io.netdepot.own.DeviceCalls;
import io.netdepot.own.EventCalls;
import io.netdepot.own.HostKeyBook;
import io.netdepot.own.HostKeyCalls;
import io.netdepot.own.ImageRecords;
import io.netdepot.own.OperationCalls;
import io.netdepot.own.OwnApi;
import io.netdepot.own.PackageCalls;
import io.netdepot.own.QuarantineCalls;
import io.netdepot.own.RouteCalls;
import io.netdepot.own.ScheduleCalls;
import io.netdepot.own.SwitchCalls;
import io.netdepot.own.SyncCalls;
import io.netdepot.own.UpkeepCalls;
import io.netdepot.packages.Quarantine;
import io.netdepot.packages.SupportPackages;
import io.netdepot.profile.Profiles;
import io.netdepot.routes.LiveRoutes;
import io.netdepot.routes.RouteListener;
import io.netdepot.routes.StepSurroundings;
import io.netdepot.schedule.RunEnd;
import io.netdepot.schedule.ScheduleKind;
import io.netdepot.schedule.ScheduledCollections;
import io.netdepot.schedule.Schedules;
import io.netdepot.secret.SealedSecret;
import io.netdepot.secret.SecretBox;
import io.netdepot.source.SourceRoom;
import io.netdepot.store.Sha256;
import io.netdepot.switches.Switches;
import io.netdepot.upkeep.Expiry;
import io.netdepot.upkeep.OldPackages;
import io.netdepot.upkeep.ScrubSteps;
import io.netdepot.upkeep.Scrubs;
import io.netdepot.yaml.FileRefusedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.crypto.spec.SecretKeySpec;

/** Both of the service's APIs on a real server, over what is recorded in memory. */
public final class NmxFixture implements AutoCloseable {
  private static final String SCHEDULES =
      """
      schedules:
        - {name: nightly, kind: collect, cron: 0 2 * * *, switches: [10.0.0.8, 10.0.0.9]}
        - {name: images, kind: image-sync, cron: 0 3 * * 0, time-zone: Europe/Berlin, missed: run}
        - {name: old, kind: expire, cron: 0 4 * * *}
      """;

  private static final String SWITCHES =
      """
      switches:
        - {network: 10.7.0.0/16, platform: onyx, certificate: accept-new}
      """;

  private static final String DEVICES =
      """
      devices:
        - {address: sw1, uuid: edge-1}
        - {address: sw2, uuid: smart-1, type: controller}
      """;

  /** By the rules of retention; much longer than since the packages of tests. */
  public static final Duration PACKAGES_KEPT = Duration.ofDays(10_000);

  public final MemoryCatalog catalog = new MemoryCatalog();
  public final LiveTasks live = new LiveTasks(InstantSource.system());
  public final EntityIdSource ids = new EntityIdSource(InstantSource.system(), new Random(7));
  public final Operations operations =
      new Operations(
          catalog, ids, InstantSource.system(), live, new WorkSignal(), OperationListener.NONE);
  private final EventFeed events = new EventFeed(catalog.events(), 1000);
  public final List<HostKeyBook.PinnedKey> pinned = new CopyOnWriteArrayList<>();
  public final ImageStore images;
  public final SupportPackages packages;
  public final Quarantine quarantine;
  public final ApiFixture http;
  public final Expiry expiry;
  public final Scrubs scrubs;
  public final Switches switches;
  public final Devices devices;
  private final Map<EntityId, Path> files = new ConcurrentHashMap<>();
  private final Path folder;

  public NmxFixture(Path folder) {
    this.folder = folder;
    events.start();
    try {
      images = new ImageStore(folder.resolve("images"), catalog);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    packages = new SupportPackages(catalog.packages(), images.kept(), ids, InstantSource.system());
    quarantine =
        new Quarantine(
            new QuarantineSettings(Duration.ofHours(24), DataSize.ofMib(1)),
            catalog.quarantine(),
            images.kept(),
            ids,
            InstantSource.system());
    OldPackages rules =
        new OldPackages(
            new RetentionSettings(
                PACKAGES_KEPT,
                0,
                new DataSize(0),
                new DataSize(0),
                Duration.ZERO,
                Duration.ZERO,
                Duration.ZERO),
            packages,
            operations,
            () -> Long.MAX_VALUE);
    expiry = new Expiry(catalog.upkeep(), run -> {}, Clock.systemUTC());
    scrubs =
        new Scrubs(
            new ScrubSettings(new DataSize(0)),
            catalog.references(),
            catalog.blobChecks(),
            catalog.upkeep(),
            new ScrubSteps(
                images.kept(),
                catalog.references(),
                catalog.upkeep(),
                images.images(),
                image -> false,
                (found, bytes) -> {},
                Clock.systemUTC()),
            Clock.systemUTC());
    switches = switches(folder);
    devices = devices(folder);
    http =
        new ApiFixture(
            List.of(
                NmxApi.over(operations, new Shelf(), new Book()),
                OwnApi.of(
                    List.of(
                        new HostKeyCalls(new Keys()),
                        new OperationCalls(operations, packages, quarantine),
                        new ImageRecords(
                            catalog.images(), catalog.imageSyncs(), catalog.blobChecks()),
                        new SyncCalls(syncs()),
                        new RouteCalls(routes(folder)),
                        new PackageCalls(
                            packages, catalog.blobChecks(), rules, InstantSource.system()),
                        new QuarantineCalls(quarantine),
                        deliveries(),
                        new EventCalls(events, InstantSource.system()),
                        new ScheduleCalls(schedules(folder)),
                        new SwitchCalls(switches),
                        new DeviceCalls(
                            devices,
                            new DeviceOrders(
                                operations,
                                devices,
                                images.images(),
                                profiles(),
                                new BuildNames("(nvos)-[^-]+-(.+)\\.bin"),
                                ids)),
                        new UpkeepCalls(expiry, scrubs)))),
            new OpenApiCheck("/openapi/nmx-v1.yaml"),
            new OpenApiCheck("/openapi/netdepot-v1.yaml"));
  }

  private DeliveryCalls deliveries() {
    DeliverSettings settings =
        new DeliverSettings(
            "/host/nos-images",
            DataSize.ofMib(1),
            Duration.ofHours(2),
            Duration.ofHours(1),
            Duration.ofMinutes(1),
            Duration.ofMinutes(1),
            Duration.ofMinutes(1),
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            "(nvos)-[^-]+-(.+)\\.bin");
    return new DeliveryCalls(
        new DeliveryOrders(settings, operations, images.images(), profiles()),
        operations,
        (call, id) -> "http://images.example/software/package/" + id + "/");
  }

  private Profiles profiles() {
    return new Profiles(
        catalog.profiles(), new SecretBox(new SecretKeySpec(new byte[32], "AES"), "profile"), ids);
  }

  // Not started: the API says that they are being loaded.
  private static LiveRoutes routes(Path folder) {
    return new LiveRoutes(
        folder.resolve("routes"),
        folder.resolve("routes.good"),
        new StepSurroundings(Map.of(), context -> {}, Map.of(), Set.of()),
        List.of(),
        InstantSource.system(),
        RouteListener.NONE);
  }

  // Not started: nothing begins by itself.
  private Schedules schedules(Path folder) {
    Schedules schedules =
        new Schedules(
            folder.resolve("schedules.yaml"),
            folder.resolve("schedules.good"),
            catalog.schedules(),
            new ScheduledCollections(operations, profiles(), URI.create("http://depot.example")),
            Map.of(ScheduleKind.IMAGE_SYNC, () -> RunEnd.skipped("There is no remote image")),
            ids,
            InstantSource.system(),
            (kind, outcome) -> {});
    load(folder.resolve("schedules.yaml"), SCHEDULES, schedules::load);
    return schedules;
  }

  // Not started: an edit is seen when it is looked for.
  private Switches switches(Path folder) {
    Switches known =
        new Switches(
            folder.resolve("switches.yaml"),
            folder.resolve("switches.good"),
            catalog.switches(),
            id -> catalog.profiles().find(id).map(Profile::name),
            Access.ssh(Access.AUTO, 22),
            InstantSource.system());
    load(folder.resolve("switches.yaml"), SWITCHES, known::load);
    return known;
  }

  // Not started, as the switches.
  private Devices devices(Path folder) {
    Devices known =
        new Devices(
            folder.resolve("devices.yaml"),
            folder.resolve("devices.good"),
            catalog.devices(),
            InstantSource.system());
    load(folder.resolve("devices.yaml"), DEVICES, known::load);
    return known;
  }

  private interface Loading {
    void load() throws FileRefusedException, IOException;
  }

  private static void load(Path file, String text, Loading loading) {
    try {
      Files.writeString(file, text);
      loading.load();
    } catch (FileRefusedException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private ImageSyncs syncs() {
    return new ImageSyncs(
        SourceRoom.settings(),
        images.images(),
        catalog.imageSyncs(),
        new SyncRuns(),
        Clock.systemUTC());
  }

  /** A package as a collection would have stored it. */
  public StoredPackage store(String address, String fileName, byte[] content) {
    try {
      EntityId id = ids.next();
      Path file = Files.write(folder.resolve(id.value()), content);
      files.put(id, file);
      StoredPackage stored =
          new StoredPackage(
              id,
              ids.next(),
              ids.next(),
              SwitchAddress.of(address),
              fileName,
              content.length,
              Sha256.of(MessageDigest.getInstance("SHA-256").digest(content)),
              Instant.ofEpochMilli(1_767_608_322_123L),
              "nvos",
              Optional.empty());
      return images.kept().publish(images.receive(content), () -> catalog.packages().add(stored));
    } catch (IOException | NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  public Path file(EntityId id) {
    return Optional.ofNullable(files.get(id)).orElseThrow();
  }

  public static JsonNode json(HttpResponse<byte[]> response) {
    try {
      return new JsonMapper().readTree(response.body());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Starts a collection and returns its operation. */
  public EntityId collect(String... addresses) {
    String switches =
        String.join(
            ",", List.of(addresses).stream().map(one -> "{\"Address\":\"" + one + "\"}").toList());
    HttpResponse<byte[]> response =
        http.send("POST", "/nmx/v1/support-packages", "{\"Switches\":[" + switches + "]}");
    if (response.statusCode() != 202) {
      throw new AssertionError(ApiFixture.text(response));
    }
    return new EntityId(json(response).get("operationId").asText());
  }

  @Override
  public void close() {
    http.close();
    events.close();
    try {
      images.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private final class Shelf implements PackageShelf {
    private final Set<EntityId> found = ConcurrentHashMap.newKeySet();

    @Override
    public List<StoredPackage> list() {
      return catalog.packages().list();
    }

    @Override
    public Optional<StoredPackage> find(EntityId id) {
      Optional<StoredPackage> stored = catalog.packages().find(id);
      stored.ifPresent(each -> found.add(id));
      return stored;
    }

    @Override
    public Optional<StoredPackage> known(EntityId id) {
      return found.contains(id) ? catalog.packages().find(id) : Optional.empty();
    }

    @Override
    public Optional<Path> fileOf(StoredPackage stored) {
      return Optional.ofNullable(files.get(stored.id())).filter(Files::exists);
    }

    @Override
    public PackageCatalog.Removal delete(EntityId id) {
      PackageCatalog.Removal removal = packages.delete(id);
      if (removal instanceof PackageCatalog.Removal.Done) {
        try {
          Files.delete(file(id));
        } catch (IOException e) {
          throw new IllegalStateException(e);
        }
      }
      return removal;
    }
  }

  private final class Book implements ProfileBook {
    @Override
    public List<Profile> list() {
      return catalog.profiles().list();
    }

    @Override
    public Optional<Profile> find(EntityId id) {
      return catalog.profiles().find(id);
    }

    @Override
    public Optional<Profile> create(String name, String username, String password) {
      Profile profile = new Profile(ids.next(), name, username, sealed(password), false);
      return catalog.profiles().add(profile) ? Optional.of(profile) : Optional.empty();
    }

    @Override
    public ProfileCatalog.Change change(
        EntityId id, Optional<String> name, Optional<String> username, Optional<String> password) {
      Optional<Profile> old = find(id);
      if (old.isEmpty()) {
        return ProfileCatalog.Change.NOT_FOUND;
      }
      return catalog
          .profiles()
          .replace(
              new Profile(
                  id,
                  name.orElse(old.get().name()),
                  username.orElse(old.get().username()),
                  password.map(NmxFixture::sealed).orElse(old.get().password()),
                  old.get().isDefault()));
    }

    @Override
    public ProfileCatalog.Removal delete(EntityId id) {
      return catalog.profiles().remove(id);
    }
  }

  private static SealedSecret sealed(String password) {
    return new SealedSecret(new byte[] {(byte) password.length()});
  }

  private final class Keys implements HostKeyBook {
    @Override
    public List<PinnedKey> list() {
      return pinned;
    }

    @Override
    public boolean forget(SwitchAddress address) {
      return pinned.removeIf(key -> key.address().equals(address));
    }
  }
}
