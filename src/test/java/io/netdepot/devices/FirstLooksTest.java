package io.netdepot.devices;

import static org.assertj.core.api.Assertions.assertThat;

import io.netdepot.catalog.ActionOrder;
import io.netdepot.catalog.Catalog;
import io.netdepot.catalog.DeviceState;
import io.netdepot.catalog.InMemoryCatalog;
import io.netdepot.catalog.Operation;
import io.netdepot.catalog.OperationState;
import io.netdepot.catalog.RecordedRequest;
import io.netdepot.catalog.Task;
import io.netdepot.fleet.EntityId;
import io.netdepot.fleet.Failure;
import io.netdepot.fleet.FailureReason;
import io.netdepot.fleet.HandClock;
import io.netdepot.fleet.Phase;
import io.netdepot.fleet.SwitchAddress;
import io.netdepot.images.ImageStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FirstLooksTest {
  private static final Duration RETRY = Duration.ofMinutes(15);

  private final Catalog catalog = new InMemoryCatalog();
  private final HandClock clock = new HandClock();
  private final ImageStore store;
  private final DeviceSite site;
  private final FirstLooks looks;

  FirstLooksTest(@TempDir Path folder) throws IOException {
    store = new ImageStore(folder.resolve("store"), catalog);
    site = new DeviceSite(folder, catalog, clock);
    looks = site.looks(store.images(), RETRY);
  }

  @AfterEach
  void close() throws Exception {
    store.close();
  }

  /** The addresses that are asked by an operation that has not ended. */
  private List<String> asked() {
    looks.look();
    return site.operations().unfinished().stream()
        .flatMap(id -> catalog.operations().tasks(id).stream())
        .map(task -> task.address().text())
        .toList();
  }

  private void endAll() {
    for (Task task : site.operations().claim(10)) {
      site.operations()
          .fail(task, new Failure(FailureReason.UNREACHABLE, Phase.CONNECT, "Nobody is there"));
    }
    for (EntityId id : site.operations().toFold()) {
      assertThat(site.operations().fold(id)).isPresent();
    }
  }

  @Test
  void newDevicesAreAskedAgainAfterTwiceAsLong() {
    assertThat(asked()).isEmpty();
    clock.move(Duration.ofSeconds(1));
    site.write(DeviceSite.THREE);
    assertThat(asked()).containsExactly("10.20.0.11", "smart.example", "10.20.0.13");
    assertThat(asked()).as("one operation at a time").hasSize(3);
    endAll();

    assertThat(asked()).isEmpty();
    clock.move(RETRY);
    assertThat(asked()).hasSize(3);
    endAll();
    clock.move(RETRY);
    assertThat(asked()).isEmpty();
    clock.move(RETRY);
    assertThat(asked()).hasSize(3);
  }

  @Test
  void whoHasToldIsNotAsked() {
    catalog
        .devices()
        .remember(
            new DeviceState(
                SwitchAddress.of("10.20.0.13"),
                "1",
                "1",
                List.of(),
                Optional.of(true),
                Optional.empty(),
                Optional.of(clock.instant()),
                clock.instant()));
    site.write(DeviceSite.THREE);
    assertThat(asked()).containsExactly("10.20.0.11", "smart.example");
  }

  @Test
  void anEditOfTheFileHasThemAskedAtOnce() {
    site.write(DeviceSite.THREE);
    assertThat(asked()).hasSize(3);
    endAll();
    clock.move(Duration.ofSeconds(1));
    site.write(DeviceSite.THREE + "  - {address: 10.20.0.14}\n");
    assertThat(asked()).hasSize(4);
  }

  @Test
  void aProfileThatDoesNotExistIsTold() {
    site.write("devices:\n  - {address: 10.20.0.15, profile: nobody}\n  - {address: 10.20.0.16}\n");
    assertThat(asked()).containsExactly("10.20.0.16");
    DeviceState state = catalog.devices().state(SwitchAddress.of("10.20.0.15")).orElseThrow();
    assertThat(state.reachable()).contains(false);
    assertThat(state.problem().orElseThrow())
        .startsWith("profile-unusable: ")
        .contains("'nobody', which does not exist");
  }

  @Test
  void aLookGivesWayToWhatIsOrdered() {
    site.write(DeviceSite.THREE);
    assertThat(asked()).hasSize(3);
    EntityId look = site.operations().unfinished().iterator().next();

    DeviceOrdered ordered =
        site.orders(store.images())
            .order(
                new DeviceRequest(
                    ActionOrder.Action.CHANGE_PARTITION,
                    DeviceType.VEDGE,
                    List.of(new DeviceRequest.Named("C8K-1b2f876a-33", "", List.of("20.3.1"))),
                    List.of(),
                    false,
                    "rw-user",
                    "127.0.0.1",
                    id -> "",
                    new RecordedRequest("post", "http://localhost/", "{}")));

    assertThat(ordered).isInstanceOf(DeviceOrdered.Accepted.class);
    assertThat(catalog.operations().tasks(look))
        .extracting(Task::state)
        .containsExactly(OperationState.CANCELLED, OperationState.PENDING, OperationState.PENDING);
    assertThat(catalog.operations().tasks(look).getFirst().details())
        .isEqualTo("Nothing was changed on the device");
    Operation operation = catalog.operations().find(look).orElseThrow();
    assertThat(operation.state().isTerminal()).isFalse();
    site.collection("smart.example");
    assertThat(catalog.operations().tasks(look))
        .extracting(Task::state)
        .containsExactly(
            OperationState.CANCELLED, OperationState.CANCELLED, OperationState.PENDING);
  }
}
