package io.netdepot.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netdepot.catalog.ProfileCatalog.Change;
import io.netdepot.catalog.ProfileCatalog.Removal;
import io.netdepot.fleet.EntityId;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every catalog keeps about profiles. */
abstract class ProfileCatalogContract {
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

  private ProfileCatalog profiles() {
    return catalog.profiles();
  }

  private Profile added(Profile profile) {
    assertThat(profiles().add(profile)).isTrue();
    return profile;
  }

  @Test
  void isEmptyAtFirst() {
    assertThat(profiles().list()).isEmpty();
    assertThat(profiles().findDefault()).isEmpty();
    assertThat(profiles().find(samples.id())).isEmpty();
  }

  @Test
  void findsWhatWasAdded() {
    Profile lab = added(samples.profile("lab ünïcode"));
    assertThat(profiles().find(lab.id())).contains(lab);
  }

  @Test
  void listsTheNewestFirst() {
    Profile first = added(samples.profile("a"));
    Profile second = added(samples.profile("b"));
    Profile third = added(samples.profile("0"));
    assertThat(profiles().list()).containsExactly(third, second, first);
  }

  @Test
  void refusesASecondProfileOfOneName() {
    Profile lab = added(samples.profile("lab"));
    assertThat(profiles().add(samples.profile("lab"))).isFalse();
    assertThat(profiles().list()).containsExactly(lab);
  }

  @Test
  void tellsNamesApartByLetterCase() {
    added(samples.profile("lab"));
    assertThat(profiles().add(samples.profile("Lab"))).isTrue();
  }

  @Test
  void findsTheDefault() {
    added(samples.profile("lab"));
    Profile standard = added(samples.profile(samples.id(), "default", true));
    assertThat(profiles().findDefault()).contains(standard);
  }

  @Test
  void keepsToOneDefault() {
    Profile standard = added(samples.profile(samples.id(), "default", true));
    assertThatThrownBy(() -> profiles().add(samples.profile(samples.id(), "other", true)))
        .isInstanceOf(CatalogFailure.class);
    assertThat(profiles().list()).containsExactly(standard);
  }

  @Test
  void replacesAllButTheId() {
    Profile lab = added(samples.profile("lab"));
    Profile renamed = samples.profile(lab.id(), "rack 4", false);
    assertThat(profiles().replace(renamed)).isEqualTo(Change.DONE);
    assertThat(profiles().list()).containsExactly(renamed);
    assertThat(profiles().add(samples.profile("lab"))).isTrue();
  }

  @Test
  void replacesAProfileThatKeepsItsName() {
    Profile lab = added(samples.profile("lab"));
    assertThat(profiles().replace(lab)).isEqualTo(Change.DONE);
  }

  @Test
  void refusesToReplaceByATakenName() {
    Profile lab = added(samples.profile("lab"));
    added(samples.profile("rack 4"));
    assertThat(profiles().replace(samples.profile(lab.id(), "rack 4", false)))
        .isEqualTo(Change.NAME_TAKEN);
    assertThat(profiles().find(lab.id())).contains(lab);
  }

  @Test
  void replacesNothingThatIsNotThere() {
    assertThat(profiles().replace(samples.profile("lab"))).isEqualTo(Change.NOT_FOUND);
    assertThat(profiles().list()).isEmpty();
  }

  @Test
  void removes() {
    Profile lab = added(samples.profile("lab"));
    assertThat(profiles().remove(lab.id())).isEqualTo(Removal.DONE);
    assertThat(profiles().remove(lab.id())).isEqualTo(Removal.NOT_FOUND);
    assertThat(profiles().list()).isEmpty();
  }

  @Test
  void keepsTheDefault() {
    Profile standard = added(samples.profile(samples.id(), "default", true));
    assertThat(profiles().remove(standard.id())).isEqualTo(Removal.IS_DEFAULT);
    assertThat(profiles().findDefault()).contains(standard);
  }

  @Test
  void keepsAProfileUntilTheLastTaskThatUsesItEnds() {
    Profile lab = added(samples.profile("lab"));
    Operation operation = samples.operation(Samples.START);
    List<Task> tasks = samples.tasks(operation, lab, "10.0.0.1", "10.0.0.2");
    catalog.operations().accept(operation, tasks);
    assertThat(profiles().remove(lab.id())).isEqualTo(Removal.IN_USE);
    catalog.operations().claim(2, Samples.START);
    assertThat(profiles().remove(lab.id())).isEqualTo(Removal.IN_USE);
    catalog.operations().cancel(tasks.get(0).id(), "", Samples.START);
    assertThat(profiles().remove(lab.id())).isEqualTo(Removal.IN_USE);
    catalog.operations().complete(tasks.get(1).id(), samples.id(), Samples.START);
    assertThat(profiles().remove(lab.id())).isEqualTo(Removal.DONE);
  }

  @Test
  void keepsTheHistoryOfARemovedProfile() {
    Profile lab = added(samples.profile("lab"));
    Operation operation = samples.operation(Samples.START);
    List<Task> tasks = samples.tasks(operation, lab, "10.0.0.1");
    EntityId task = tasks.getFirst().id();
    catalog.operations().accept(operation, tasks);
    catalog.operations().cancel(task, "", Samples.START);
    profiles().remove(lab.id());
    assertThat(catalog.operations().findTask(task))
        .hasValueSatisfying(kept -> assertThat(kept.profileId()).isEqualTo(lab.id()));
  }
}
