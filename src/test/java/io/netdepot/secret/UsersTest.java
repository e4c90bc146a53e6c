package io.netdepot.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netdepot.files.PrivateFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UsersTest {
  private static final Secret WRITING = Secret.of("writing-1");
  private static final Secret READING = Secret.of("reading-1");
  private static final Map<String, Secret> BOTH = Map.of("rw-user", WRITING, "ro-user", READING);
  private static final LoginCheck REFUSED = new LoginCheck.Refused();
  private static final LoginCheck KNOWN_WRITER = new LoginCheck.Known("rw-user", Role.WRITE);
  private static final LoginCheck KNOWN_READER = new LoginCheck.Known("ro-user", Role.READ);

  private final Path file;
  private final Path initial;
  private final AtomicLong nanos = new AtomicLong();

  UsersTest(@TempDir Path directory) {
    this.file = directory.resolve("users");
    this.initial = directory.resolve("initial-passwords");
  }

  private Users open(Map<String, Secret> given) {
    return Users.open(file, initial, given, nanos::get, PasswordHash.FEWEST_ITERATIONS);
  }

  private void aSecondLater() {
    nanos.addAndGet(Duration.ofSeconds(1).toNanos());
  }

  private Map<String, Secret> initialPasswords() throws IOException {
    return Files.readString(initial)
        .lines()
        .map(line -> line.split(":", 2))
        .collect(Collectors.toMap(parts -> parts[0], parts -> Secret.of(parts[1])));
  }

  @Test
  void makesRandomPasswordsAtFirstStart() throws IOException {
    Users users = open(Map.of());
    Map<String, Secret> made = initialPasswords();
    assertThat(made).containsOnlyKeys("ro-user", "rw-user");
    assertThat(made.values()).allMatch(password -> password.reveal().length() == 24);
    assertThat(made.get("ro-user")).isNotEqualTo(made.get("rw-user"));
    made.forEach(
        (user, password) ->
            assertThat(users.check(user, password)).isInstanceOf(LoginCheck.Known.class));
  }

  @Test
  void keepsItsFilesPrivateAndThePasswordsOutOfTheUsersFile() throws IOException {
    open(Map.of("ro-user", READING));
    for (Path path : new Path[] {file, initial}) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
          .isEqualTo("rw-------");
    }
    String made = initialPasswords().values().iterator().next().reveal();
    assertThat(Files.readString(file)).doesNotContain(made, READING.reveal());
  }

  @Test
  void makesNoPasswordThatIsGiven() throws IOException {
    open(Map.of("ro-user", READING));
    assertThat(initialPasswords()).containsOnlyKeys("rw-user");
  }

  @Test
  void writesNoInitialPasswordsWhenAllAreGiven() {
    open(BOTH);
    assertThat(initial).doesNotExist();
  }

  @Test
  void tellsUsersApart() {
    Users users = open(BOTH);
    assertThat(users.check("rw-user", WRITING)).isEqualTo(KNOWN_WRITER);
    assertThat(users.check("ro-user", READING)).isEqualTo(KNOWN_READER);
    assertThat(users.check("ro-user", WRITING)).isEqualTo(REFUSED);
    assertThat(users.check("nobody", WRITING)).isEqualTo(REFUSED);
    assertThat(users.check("RW-USER", WRITING)).isEqualTo(REFUSED);
    assertThat(users.check("rw-user", Secret.of(""))).isEqualTo(REFUSED);
    assertThat(users.check("", Secret.of(""))).isEqualTo(REFUSED);
  }

  @Test
  void tellsAtOnceWhatWasProvenBefore() {
    Users users = open(BOTH);
    users.check("rw-user", WRITING);

    assertThat(users.known("rw-user", WRITING)).contains((LoginCheck.Known) KNOWN_WRITER);
    assertThat(users.known("rw-user", READING)).isEmpty();
    assertThat(users.known("nobody", WRITING)).isEmpty();
    users.changePassword("rw-user", Secret.of("another one"));
    assertThat(users.known("rw-user", WRITING)).isEmpty();
  }

  @Test
  void knowsThePasswordsAfterARestart() {
    open(BOTH);
    assertThat(open(Map.of()).check("rw-user", WRITING)).isEqualTo(KNOWN_WRITER);
  }

  @Test
  void aGivenPasswordOverridesTheStoredOne() throws IOException {
    open(Map.of());
    Secret stored = initialPasswords().getOrDefault("rw-user", WRITING);
    Users users = open(Map.of("rw-user", WRITING));
    assertThat(users.check("rw-user", WRITING)).isEqualTo(KNOWN_WRITER);
    assertThat(users.check("rw-user", stored)).isEqualTo(REFUSED);
    assertThat(initialPasswords()).containsOnlyKeys("ro-user");
    assertThat(open(Map.of()).check("rw-user", WRITING)).isEqualTo(KNOWN_WRITER);
  }

  @Test
  void leavesTheFileAloneWhenTheGivenPasswordIsTheStoredOne() throws IOException {
    open(BOTH);
    String before = Files.readString(file);
    open(BOTH);
    assertThat(Files.readString(file)).isEqualTo(before);
  }

  @Test
  void changesAPassword() throws IOException {
    Users users = open(Map.of());
    Secret old = initialPasswords().getOrDefault("rw-user", WRITING);
    assertThat(users.check("rw-user", old)).isEqualTo(KNOWN_WRITER);
    users.changePassword("rw-user", WRITING);
    assertThat(users.check("rw-user", old)).isEqualTo(REFUSED);
    assertThat(users.check("rw-user", WRITING)).isEqualTo(KNOWN_WRITER);
    assertThat(initialPasswords()).containsOnlyKeys("ro-user");
    users.changePassword("ro-user", READING);
    assertThat(initial).doesNotExist();
  }

  @Test
  void takesOverWhatAnotherProcessChanged() {
    Users running = open(BOTH);
    assertThat(running.check("rw-user", WRITING)).isEqualTo(KNOWN_WRITER);
    open(Map.of()).changePassword("rw-user", Secret.of("writing-2"));
    assertThat(running.check("rw-user", WRITING)).as("before it looks").isEqualTo(KNOWN_WRITER);
    aSecondLater();
    assertThat(running.check("rw-user", WRITING)).isEqualTo(REFUSED);
    assertThat(running.check("rw-user", Secret.of("writing-2"))).isEqualTo(KNOWN_WRITER);
    assertThat(running.check("ro-user", READING)).isEqualTo(KNOWN_READER);
  }

  @Test
  void anotherPasswordIsAnotherGenerationOfItsUserAlone() {
    Users users = open(BOTH);
    Object writer = users.generation("rw-user");
    Object reader = users.generation("ro-user");
    aSecondLater();
    assertThat(users.generation("rw-user")).isEqualTo(writer);
    assertThat(users.generation("nobody")).isNotEqualTo(writer).isNotEqualTo(reader);

    open(Map.of()).changePassword("rw-user", Secret.of("writing-2"));
    aSecondLater();

    assertThat(users.generation("rw-user")).isNotEqualTo(writer);
    assertThat(users.generation("ro-user")).isEqualTo(reader);
  }

  @Test
  void keepsWhatAnotherProcessChangedWhenItChangesAnother() {
    Users running = open(BOTH);
    open(Map.of()).changePassword("rw-user", Secret.of("writing-2"));
    running.changePassword("ro-user", Secret.of("reading-2"));
    assertThat(open(Map.of()).check("rw-user", Secret.of("writing-2"))).isEqualTo(KNOWN_WRITER);
    assertThat(running.check("rw-user", WRITING)).isEqualTo(REFUSED);
  }

  @Test
  void staysWithTheKnownPasswordsWhileTheFileIsBroken() throws IOException {
    Users running = open(BOTH);
    Files.writeString(file, "rw-user:oops\n");
    aSecondLater();
    assertThat(running.check("rw-user", WRITING)).isEqualTo(KNOWN_WRITER);
    Files.delete(file);
    aSecondLater();
    assertThat(running.check("rw-user", WRITING)).isEqualTo(KNOWN_WRITER);
  }

  @Test
  void refusesToStartWithABrokenFile() throws IOException {
    for (String line : new String[] {"rw-user", "rw-user:secret-text", "root:secret-text", ":"}) {
      PrivateFile.write(file, ("\n" + line + "\n").getBytes(StandardCharsets.UTF_8));
      assertThatThrownBy(() -> open(Map.of()))
          .isInstanceOf(SecretFailure.class)
          .hasMessageContaining("Line 2 of " + file)
          .hasMessageNotContaining("secret-text");
    }
  }

  @Test
  void refusesAFileThatOthersMayRead() throws IOException {
    open(BOTH);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    assertThatThrownBy(() -> open(Map.of()))
        .isInstanceOf(SecretFailure.class)
        .hasMessageContaining("chmod 600");
  }

  @Test
  void aUserWithoutALineCannotLogIn() throws IOException {
    open(BOTH);
    String writer =
        Files.readString(file).lines().filter(line -> line.startsWith("rw")).findFirst().orElse("");
    PrivateFile.write(file, writer.getBytes(StandardCharsets.UTF_8));
    Users users = open(Map.of());
    assertThat(users.check("rw-user", WRITING)).isEqualTo(KNOWN_WRITER);
    assertThat(users.check("ro-user", READING)).isEqualTo(REFUSED);
  }

  @Test
  void refusesUsersThereAreNot() {
    assertThatThrownBy(() -> open(Map.of("admin", WRITING)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'admin'");
    Users users = open(BOTH);
    assertThatThrownBy(() -> users.changePassword("root", WRITING))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
