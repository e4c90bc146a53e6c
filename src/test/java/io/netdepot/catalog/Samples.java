package io.netdepot.catalog;

import io.netdepot.fleet.EntityId;
import io.netdepot.fleet.EntityIdSource;
import io.netdepot.fleet.Failure;
import io.netdepot.fleet.FailureReason;
import io.netdepot.fleet.ImageId;
import io.netdepot.fleet.Phase;
import io.netdepot.fleet.SwitchAddress;
import io.netdepot.secret.SealedSecret;
import io.netdepot.store.Sha256;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

/** Plausible records for tests of catalogs. Thread-safe. */
final class Samples {
  static final Instant START = Instant.parse("2026-01-05T10:14:58.000000001Z");

  private final EntityIdSource ids = new EntityIdSource(InstantSource.fixed(START), new Random(7));

  EntityId id() {
    return ids.next();
  }

  static Instant second(long n) {
    return START.plusSeconds(n);
  }

  Profile profile(String name) {
    return profile(id(), name, false);
  }

  Profile profile(EntityId id, String name, boolean isDefault) {
    SealedSecret password = new SealedSecret(("sealed " + name).getBytes(StandardCharsets.UTF_8));
    return new Profile(id, name, "user of " + name, password, isDefault);
  }

  Operation operation(Instant createdAt) {
    return new Operation(
        id(),
        createdAt,
        createdAt,
        OperationState.PENDING,
        new RecordedRequest(
            "post",
            "http://127.0.0.1:8080/nmx/v1/support-packages",
            "{\"Switches\": [{\"Address\": \"10.20.0.11\"}]}"),
        "",
        "");
  }

  static DeliveryOrder delivery() {
    return new DeliveryOrder(
        new ImageId("0f0e0d0c-0b0a-4908-8706-050403020100"),
        "nvos-amd64-25.02.2579.bin",
        7,
        new Sha256("ab".repeat(32)),
        DeliveryOrder.Way.AUTO,
        "http://192.0.2.1:8081/software/package/x/nvos-amd64-25.02.2579.bin",
        true,
        "nvos-25.02.2579");
  }

  static ActionOrder action() {
    return new ActionOrder(
        ActionOrder.Action.INSTALL,
        "vedge",
        "rw-user",
        "192.0.2.9",
        List.of(
            new ActionOrder.Target(
                SwitchAddress.of("edge-1"),
                "2f876a33-0000-4000-8000-000000000001",
                "172.16.255.14",
                "edge-1",
                "100",
                List.of("25.02.2579"),
                Optional.of(delivery())),
            new ActionOrder.Target(
                SwitchAddress.of("10.0.0.2"),
                "2f876a33-0000-4000-8000-000000000002",
                "172.16.255.15",
                "",
                "",
                List.of("1", "2 \"x\""),
                Optional.empty())));
  }

  /** The images that an operation puts onto switches. */
  static Stream<ImageId> images(Operation operation) {
    return Stream.concat(
            operation.delivery().stream(),
            operation.action().stream()
                .flatMap(action -> action.targets().stream())
                .flatMap(target -> target.image().stream()))
        .map(DeliveryOrder::image);
  }

  List<Task> tasks(Operation operation, Profile profile, String... addresses) {
    List<Task> tasks = new ArrayList<>();
    for (String address : addresses) {
      tasks.add(
          new Task(
              id(),
              operation.id(),
              tasks.size(),
              SwitchAddress.of(address),
              profile.id(),
              OperationState.PENDING,
              0,
              operation.createdAt(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              ""));
    }
    return tasks;
  }

  StoredPackage stored(String fileName, long size, Sha256 digest, Instant storedAt) {
    return new StoredPackage(
        id(),
        id(),
        id(),
        SwitchAddress.of("Sw12.example"),
        fileName,
        size,
        digest,
        storedAt,
        "nvos",
        Optional.empty());
  }

  static Sha256 digest(int n) {
    return new Sha256("%064x".formatted(n));
  }

  static Failure failure(String details) {
    return new Failure(FailureReason.UNREACHABLE, Phase.CONNECT, details);
  }
}
