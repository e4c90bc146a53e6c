package io.netdepot.catalog;

import static io.netdepot.catalog.Samples.second;
import static org.assertj.core.api.Assertions.assertThat;

import io.netdepot.catalog.DeviceCatalog.Told;
import io.netdepot.fleet.EntityId;
import io.netdepot.fleet.SwitchAddress;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every catalog knows about devices and the actions on them. */
abstract class DeviceCatalogContract {
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

  private static DeviceState state(String address, String... available) {
    return new DeviceState(
        SwitchAddress.of(address),
        "20.6.3",
        "20.3.0",
        List.of(available),
        Optional.of(true),
        Optional.empty(),
        Optional.of(second(1)),
        second(2));
  }

  private Task accept(Optional<Order> order) {
    Profile profile = samples.profile("p" + second(1));
    catalog.profiles().add(profile);
    Operation plain = samples.operation(second(1));
    Operation operation =
        new Operation(
            plain.id(),
            plain.createdAt(),
            plain.updatedAt(),
            plain.state(),
            plain.request(),
            "",
            "",
            Optional.empty(),
            Optional.empty(),
            order);
    Task task = samples.tasks(operation, profile, "edge-1").getFirst();
    catalog.operations().accept(operation, List.of(task));
    return task;
  }

  @Test
  void remembersWhatDevicesSaid() {
    SwitchAddress address = SwitchAddress.of("edge-1");
    assertThat(catalog.devices().state(address)).isEmpty();
    catalog.devices().remember(state("Edge-1", "20.3.0", "19.2 \"x\", y"));
    catalog.devices().remember(state("edge-2"));
    assertThat(catalog.devices().state(address))
        .contains(state("Edge-1", "20.3.0", "19.2 \"x\", y"));

    DeviceState silent = state("edge-1").untold(Optional.of(false), "It's \"away\"", second(9));
    catalog.devices().remember(silent);
    DeviceState odd =
        DeviceState.silent(SwitchAddress.of("10.0.0.7"), Optional.of(true), "Odd words", second(3));
    catalog.devices().remember(odd);
    DeviceState untried =
        DeviceState.silent(SwitchAddress.of("10.0.0.8"), Optional.empty(), "No route", second(3));
    catalog.devices().remember(untried);
    assertThat(catalog.devices().states().values())
        .containsExactlyInAnyOrder(silent, state("edge-2"), odd, untried);
  }

  @Test
  void keepsWhatWasDoneInItsOrder() {
    Task task = accept(Optional.of(Samples.action()));
    assertThat(catalog.devices().told(task.operationId())).isEmpty();
    catalog.devices().tell(task.id(), second(3), "It begins");
    catalog.devices().tell(task.id(), second(2), "It's done");
    catalog.devices().tell(new EntityId("00".repeat(12)), second(4), "Of no task");
    assertThat(catalog.devices().told(task.operationId()).get(task.id()))
        .containsExactly(new Told(second(3), "It begins"), new Told(second(2), "It's done"));
    for (int line = 0; line < DeviceCatalog.MOST_LINES; line++) {
      catalog.devices().tell(task.id(), second(5), "More");
    }
    assertThat(catalog.devices().told(task.operationId()).get(task.id()))
        .hasSize(DeviceCatalog.MOST_LINES);
  }

  @Test
  void findsWhoOnlyLooks() {
    List<SwitchAddress> edge = List.of(SwitchAddress.of("Edge-1"));
    ActionOrder install = Samples.action();
    Task look =
        accept(
            Optional.of(new ActionOrder(ActionOrder.Action.LOOK, "", "", "", install.targets())));
    assertThat(catalog.operations().looks(edge)).containsExactly(look);
    assertThat(catalog.operations().looks(List.of(SwitchAddress.of("edge-2")))).isEmpty();
    catalog.operations().cancel(look.id(), "", second(3));
    assertThat(catalog.operations().looks(edge)).isEmpty();
  }

  @Test
  void whoInstallsDoesNotOnlyLook() {
    accept(Optional.of(Samples.action()));
    assertThat(catalog.operations().looks(List.of(SwitchAddress.of("edge-1")))).isEmpty();
  }

  @Test
  void knowsWhatAnOperationDoes() {
    Task task = accept(Optional.of(Samples.action()));
    Operation found = catalog.operations().find(task.operationId()).orElseThrow();
    assertThat(found.kind()).isEqualTo(OperationKind.ACTION);
    assertThat(found.action()).contains(Samples.action());
    assertThat(found.delivery()).isEmpty();
    assertThat(catalog.operations().order(task.operationId())).contains(Samples.action());
    assertThat(catalog.operations().kind(task.operationId())).isEqualTo(OperationKind.ACTION);
    assertThat(catalog.operations().deliveriesOf(Samples.delivery().image()))
        .containsExactly(task.operationId());
    assertThat(catalog.operations().list(10)).isEmpty();
    for (OperationKind kind : OperationKind.values()) {
      OperationFilter filter =
          new OperationFilter(
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.of(kind));
      assertThat(catalog.operations().list(filter, Optional.empty(), 10))
          .hasSize(kind == OperationKind.ACTION ? 1 : 0);
    }
  }
}
