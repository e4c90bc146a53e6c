package io.netdepot.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netdepot.catalog.InMemoryCatalog;
import io.netdepot.catalog.Profile;
import io.netdepot.catalog.ProfileCatalog;
import io.netdepot.fleet.EntityId;
import io.netdepot.fleet.EntityIdSource;
import io.netdepot.secret.Secret;
import io.netdepot.secret.SecretBox;
import io.netdepot.secret.UnsealFailure;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class ProfilesTest {
  private final InMemoryCatalog catalog = new InMemoryCatalog();
  private final EntityIdSource ids =
      new EntityIdSource(InstantSource.fixed(Instant.EPOCH), new Random(1));
  private final Profiles profiles = new Profiles(catalog.profiles(), box(1), ids);

  private static SecretBox box(int key) {
    byte[] bytes = new byte[32];
    bytes[0] = (byte) key;
    return new SecretBox(new SecretKeySpec(bytes, "AES"), "switch-profile");
  }

  private Profile created(String name) {
    Created created = profiles.create(name, "admin", Secret.of("secret of " + name));
    assertThat(created).isInstanceOf(Created.Done.class);
    return ((Created.Done) created).profile();
  }

  private static ProfileChange rename(String name) {
    return new ProfileChange(Optional.of(name), Optional.empty(), Optional.empty());
  }

  private ProfileLogin login(Profile profile) {
    return profiles.login(profile.id()).orElseThrow();
  }

  @Test
  void makesTheDefaultProfileOnce() {
    assertThatThrownBy(profiles::defaultProfile).isInstanceOf(IllegalStateException.class);
    profiles.ensureDefault();
    Profile first = profiles.defaultProfile();
    profiles.ensureDefault();
    assertThat(profiles.list()).containsExactly(first);
    assertThat(first.name()).isEqualTo("default");
    assertThat(first.isDefault()).isTrue();
    assertThat(login(first)).isEqualTo(new ProfileLogin("default", "admin", Secret.of("admin")));
  }

  @Test
  void aChangedDefaultStaysTheDefault() {
    profiles.ensureDefault();
    EntityId id = profiles.defaultProfile().id();
    profiles.change(id, rename("fleet"));
    profiles.ensureDefault();
    assertThat(profiles.defaultProfile().id()).isEqualTo(id);
    assertThat(profiles.list()).hasSize(1);
    assertThat(profiles.delete(id)).isEqualTo(ProfileCatalog.Removal.IS_DEFAULT);
  }

  @Test
  void keepsThePasswordSealed() {
    Profile lab = created("lab");
    assertThat(new String(lab.password().bytes(), StandardCharsets.ISO_8859_1))
        .doesNotContain("secret of lab");
    assertThat(login(lab).password()).isEqualTo(Secret.of("secret of lab"));
  }

  @Test
  void aLoginShowsNothing() {
    assertThat(login(created("lab")).toString())
        .contains("lab")
        .doesNotContain("admin", "secret of lab");
  }

  @Test
  void refusesATakenName() {
    created("lab");
    Profile rack = created("rack");
    assertThat(profiles.create("lab", "x", Secret.of("y"))).isEqualTo(new Created.NameTaken());
    assertThat(profiles.change(rack.id(), rename("lab"))).isEqualTo(new Changed.NameTaken());
    assertThat(profiles.find(rack.id())).contains(rack);
  }

  @Test
  void changesOnlyWhatIsGiven() {
    Profile lab = created("lab");
    assertThat(profiles.change(lab.id(), rename("rack"))).isInstanceOf(Changed.Done.class);
    assertThat(login(lab)).isEqualTo(new ProfileLogin("rack", "admin", Secret.of("secret of lab")));
    profiles.change(
        lab.id(),
        new ProfileChange(Optional.empty(), Optional.of("root"), Optional.of(Secret.of("new"))));
    assertThat(login(lab)).isEqualTo(new ProfileLogin("rack", "root", Secret.of("new")));
  }

  @Test
  void knowsNothingOfADeletedProfile() {
    Profile lab = created("lab");
    assertThat(profiles.delete(lab.id())).isEqualTo(ProfileCatalog.Removal.DONE);
    assertThat(profiles.delete(lab.id())).isEqualTo(ProfileCatalog.Removal.NOT_FOUND);
    assertThat(profiles.find(lab.id())).isEmpty();
    assertThat(profiles.login(lab.id())).isEmpty();
    assertThat(profiles.change(lab.id(), rename("x"))).isEqualTo(new Changed.NotFound());
  }

  @Test
  void saysThatTheKeyIsGone() {
    Profile lab = created("lab");
    Profiles withAnotherKey = new Profiles(catalog.profiles(), box(2), ids);
    assertThat(withAnotherKey.list()).containsExactly(lab);
    assertThatThrownBy(() -> withAnotherKey.login(lab.id())).isInstanceOf(UnsealFailure.class);
  }

  @Test
  void losesNoChangeOfManyAtOnce() throws Exception {
    Profile lab = created("lab");
    for (int round = 0; round < 50; round++) {
      String text = "round" + round;
      List<Callable<Changed>> changes =
          List.of(
              () -> profiles.change(lab.id(), rename(text)),
              () ->
                  profiles.change(
                      lab.id(),
                      new ProfileChange(Optional.empty(), Optional.of(text), Optional.empty())),
              () ->
                  profiles.change(
                      lab.id(),
                      new ProfileChange(
                          Optional.empty(), Optional.empty(), Optional.of(Secret.of(text)))));
      List<Changed> answers = new ArrayList<>();
      try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
        for (Future<Changed> answer : callers.invokeAll(changes)) {
          answers.add(answer.get());
        }
      }
      assertThat(answers).allMatch(Changed.Done.class::isInstance);
      assertThat(login(lab)).isEqualTo(new ProfileLogin(text, text, Secret.of(text)));
    }
  }
}
