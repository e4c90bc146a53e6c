package io.netdepot.catalog;

import static io.netdepot.catalog.Samples.second;
import static org.assertj.core.api.Assertions.assertThat;

import io.netdepot.fleet.SwitchAddress;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every catalog knows about switches. */
abstract class SwitchCatalogContract {
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

  private static DetectedPlatform detected(String address, String platform, int at) {
    return new DetectedPlatform(
        SwitchAddress.of(address), platform, "image nvos-25.02", second(at));
  }

  private List<Task> accept(int at, String... addresses) {
    Profile profile = samples.profile("p" + at);
    catalog.profiles().add(profile);
    Operation operation = samples.operation(second(at));
    List<Task> tasks = samples.tasks(operation, profile, addresses);
    catalog.operations().accept(operation, tasks);
    return tasks;
  }

  @Test
  void remembersWhatASwitchSaidUntilItIsForgotten() {
    SwitchAddress address = SwitchAddress.of("Sw1.example");
    assertThat(catalog.switches().detected(address)).isEmpty();
    assertThat(catalog.switches().forget(address)).isFalse();
    catalog.switches().remember(detected("Sw1.example", "nvos", 1));
    catalog.switches().remember(detected("sw1.EXAMPLE.", "cumulus", 2));
    assertThat(catalog.switches().detected(address))
        .contains(detected("sw1.EXAMPLE.", "cumulus", 2));
    assertThat(catalog.switches().forget(SwitchAddress.of("SW1.example"))).isTrue();
    assertThat(catalog.switches().detected(address)).isEmpty();
  }

  @Test
  void knowsTheNewestTaskOfASwitch() {
    SwitchAddress address = SwitchAddress.of("sw1");
    assertThat(catalog.switches().find(address)).isEmpty();
    Task first = accept(1, "sw1").getFirst();
    Task claimed = catalog.operations().claim(1, second(2)).getFirst();
    catalog.operations().fail(claimed.id(), Samples.failure("No answer"), second(3));
    SeenSwitch failed = catalog.switches().find(address).orElseThrow();
    assertThat(failed.last().orElseThrow().operationId()).isEqualTo(first.operationId());
    assertThat(failed.last().orElseThrow().failure()).contains(Samples.failure("No answer"));
    assertThat(failed.lastEndedAt()).contains(second(3));
    Task second = accept(4, "SW1").getFirst();
    SeenSwitch again = catalog.switches().find(address).orElseThrow();
    assertThat(again.last()).contains(second);
    assertThat(again.lastEndedAt()).isEmpty();
    assertThat(again.detected()).isEmpty();
  }

  @Test
  void listsByAddressInPages() {
    accept(1, "sw3", "10.0.0.2");
    catalog.switches().remember(detected("sw2", "onyx", 1));
    catalog.switches().remember(detected("sw3", "sonic", 2));
    List<SeenSwitch> all = catalog.switches().list(Optional.empty(), 10);
    assertThat(all)
        .extracting(seen -> seen.address().text())
        .containsExactly("10.0.0.2", "sw2", "sw3");
    assertThat(all).extracting(seen -> seen.last().isPresent()).containsExactly(true, false, true);
    assertThat(all.get(2).detected()).contains(detected("sw3", "sonic", 2));
    assertThat(catalog.switches().list(Optional.empty(), 2)).isEqualTo(all.subList(0, 2));
    assertThat(catalog.switches().list(Optional.of(SwitchAddress.of("SW2")), 2))
        .isEqualTo(all.subList(2, 3));
  }
}
