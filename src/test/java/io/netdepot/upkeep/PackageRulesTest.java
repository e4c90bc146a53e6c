package io.netdepot.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import io.netdepot.catalog.StoredPackage;
import io.netdepot.config.DataSize;
import io.netdepot.config.RetentionSettings;
import io.netdepot.fleet.EntityId;
import io.netdepot.fleet.SwitchAddress;
import io.netdepot.store.Sha256;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PackageRulesTest {
  private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");
  private static final long PLENTY = DataSize.ofGib(100).bytes();

  private final List<StoredPackage> all = new ArrayList<>();

  /** A package of so many days ago; its number is its place in the list. */
  private StoredPackage stored(String address, int daysAgo, long size, int content) {
    int number = all.size() + 1;
    StoredPackage stored =
        new StoredPackage(
            new EntityId("%024x".formatted(number)),
            new EntityId("%024x".formatted(100)),
            new EntityId("%024x".formatted(200 + number)),
            SwitchAddress.of(address),
            "p" + number,
            size,
            new Sha256("%064x".formatted(content)),
            NOW.minus(Duration.ofDays(daysAgo)),
            "nvos",
            Optional.empty());
    all.add(stored);
    return stored;
  }

  private static PackageRules rules(Duration age, int perSwitch, long bytes, long free) {
    return new PackageRules(
        new RetentionSettings(
            age,
            perSwitch,
            new DataSize(bytes),
            new DataSize(free),
            Duration.ZERO,
            Duration.ZERO,
            Duration.ZERO));
  }

  private List<String> plan(PackageRules rules, long usable) {
    return rules.plan(all, stored -> true, usable, NOW).stream().map(Leaving::name).toList();
  }

  @Test
  void withoutARuleNothingGoes() {
    stored("sw1", 10_000, 1, 1);
    PackageRules off = rules(Duration.ZERO, 0, 0, 0);
    assertThat(off.isOn()).isFalse();
    assertThat(plan(off, 0)).isEmpty();
  }

  @Test
  void whatIsTooOldGoesOldestFirst() {
    stored("sw1", 29, 1, 1);
    stored("sw1", 30, 1, 2);
    stored("sw1", 31, 1, 3);
    List<Leaving> leaving =
        rules(Duration.ofDays(30), 0, 0, 0).plan(all, stored -> true, PLENTY, NOW);
    assertThat(leaving).extracting(Leaving::name).containsExactly("p3", "p2");
    assertThat(leaving.getFirst().rule()).isEqualTo("packages.keep-age");
    assertThat(leaving.getFirst().why())
        .isEqualTo("It is 31 d old, and packages are kept for 30 d");
  }

  @Test
  void theNewestOfEachSwitchStay() {
    stored("sw1", 4, 1, 1);
    stored("SW1.", 3, 1, 2);
    stored("sw1", 2, 1, 3);
    stored("sw2", 9, 1, 4);
    List<Leaving> leaving = rules(Duration.ZERO, 2, 0, 0).plan(all, stored -> true, PLENTY, NOW);
    assertThat(leaving).extracting(Leaving::name).containsExactly("p1");
    assertThat(leaving.getFirst().why())
        .isEqualTo("The switch sw1 has 2 newer packages here, and 2 are kept");
  }

  @Test
  void whatMayNotGoDoesNotCountAmongThoseOfItsSwitch() {
    StoredPackage held = stored("sw1", 1, 1, 1);
    stored("sw1", 2, 1, 2);
    stored("sw1", 3, 1, 3);
    assertThat(rules(Duration.ZERO, 1, 0, 0).plan(all, stored -> !stored.equals(held), PLENTY, NOW))
        .extracting(Leaving::name)
        .containsExactly("p3");
  }

  @Test
  void theOldestGoUntilTheRestFits() {
    stored("sw1", 3, 40, 1);
    stored("sw2", 2, 40, 2);
    stored("sw3", 1, 40, 3);
    assertThat(plan(rules(Duration.ZERO, 0, 120, 0), PLENTY)).isEmpty();
    assertThat(plan(rules(Duration.ZERO, 0, 119, 0), PLENTY)).containsExactly("p1");
    assertThat(plan(rules(Duration.ZERO, 0, 50, 0), PLENTY)).containsExactly("p1", "p2");
  }

  @Test
  void equalContentCountsOnceAndGoesWithItsLastPackage() {
    stored("sw1", 3, 40, 1);
    stored("sw2", 2, 40, 1);
    stored("sw3", 1, 40, 2);
    assertThat(plan(rules(Duration.ZERO, 0, 80, 0), PLENTY)).isEmpty();
    assertThat(plan(rules(Duration.ZERO, 0, 79, 0), PLENTY)).containsExactly("p1", "p2");
  }

  @Test
  void theOldestGoUntilThereIsRoom() {
    stored("sw1", 3, 40, 1);
    stored("sw2", 2, 40, 2);
    PackageRules rules = rules(Duration.ZERO, 0, 0, 100);
    assertThat(plan(rules, 100)).isEmpty();
    assertThat(plan(rules, 99)).containsExactly("p1");
    assertThat(plan(rules, 20)).containsExactly("p1", "p2");
    assertThat(plan(rules, 0)).containsExactly("p1", "p2");
  }

  @Test
  void whatOneRuleLetsGoCountsForTheNext() {
    stored("sw1", 40, 40, 1);
    stored("sw2", 2, 40, 2);
    assertThat(plan(rules(Duration.ofDays(30), 0, 40, 30), 0)).containsExactly("p1");
  }

  @Test
  void whatMayNotGoStaysHoweverLittleRoomThereIs() {
    stored("sw1", 40, 40, 1);
    assertThat(rules(Duration.ofDays(1), 1, 1, 100).plan(all, stored -> false, 0, NOW)).isEmpty();
  }
}
