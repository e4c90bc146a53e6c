package io.netdepot.secret;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * The users {@code ro-user} and {@code rw-user} and their passwords. Thread-safe; callers may be
 * virtual threads.
 *
 * <p>The first check of a password costs a good part of a second of CPU, at most two such checks
 * run at once; a repeated one costs microseconds. A password changed by another process counts
 * within a second.
 */
public final class Users {
  private static final int CHECKS_AT_ONCE = 2;
  private static final int CHECKS_WAITING = 16;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Accounts accounts;
  private final InitialPasswords initial;
  private final LoginMac macs;
  private final int iterations;
  private final CheckQueue queue = new CheckQueue(CHECKS_AT_ONCE, CHECKS_WAITING, PATIENCE);
  private final PasswordHash nobody = PasswordHash.matchingNothing();

  private Users(Accounts accounts, InitialPasswords initial, LoginMac macs, int iterations) {
    this.accounts = accounts;
    this.initial = initial;
    this.macs = macs;
    this.iterations = iterations;
  }

  /**
   * Reads the users. When there is no file yet, makes a random password of 24 characters for each
   * user that is not given one, and writes them to {@code initialPasswords}.
   *
   * @param fromEnvironment user names and the passwords they have from now on, whatever the file
   *     says
   * @throws SecretFailure when a file cannot be used
   * @throws IllegalArgumentException when a password is given for a user there is not
   */
  public static Users open(
      Path usersFile, Path initialPasswords, Map<String, Secret> fromEnvironment) {
    return open(
        usersFile,
        initialPasswords,
        fromEnvironment,
        System::nanoTime,
        PasswordHash.USUAL_ITERATIONS);
  }

  static Users open(
      Path usersFile,
      Path initialPasswords,
      Map<String, Secret> fromEnvironment,
      LongSupplier nanoTime,
      int iterations) {
    Map<Role, Secret> given = new EnumMap<>(Role.class);
    fromEnvironment.forEach((user, password) -> given.put(role(user), password));
    SecureRandom random = new SecureRandom();
    UsersFile file = new UsersFile(usersFile);
    Users users =
        new Users(
            new Accounts(file, nanoTime),
            new InitialPasswords(initialPasswords),
            new LoginMac(random),
            iterations);
    if (!users.accounts.load()) {
      users.begin(file, given, random);
    }
    given.forEach(users::ensure);
    return users;
  }

  private void begin(UsersFile file, Map<Role, Secret> given, SecureRandom random) {
    Map<Role, Secret> made = new EnumMap<>(Role.class);
    Map<Role, PasswordHash> hashes = new EnumMap<>(Role.class);
    for (Role role : Role.values()) {
      Secret password = given.get(role);
      if (password == null) {
        Secret randomly = InitialPasswords.random(random);
        made.put(role, randomly);
        // Nobody guesses it, however cheap a guess is; so the first start need not wait longer.
        hashes.put(role, PasswordHash.of(randomly, PasswordHash.FEWEST_ITERATIONS));
      } else {
        hashes.put(role, PasswordHash.of(password, iterations));
      }
    }
    // First, so that a crash before the next line leaves no user with a password nobody knows.
    initial.write(made);
    file.write(hashes);
    accounts.load();
    given.forEach(this::remember);
  }

  private void ensure(Role role, Secret password) {
    Optional<Account> account = accounts.find(role);
    if (account.isPresent()
        && (account.get().remembers(macs.of(role.user(), password))
            || account.get().hash().matches(password))) {
      remember(role, password);
      return;
    }
    change(role, password);
  }

  private void remember(Role role, Secret password) {
    accounts.find(role).ifPresent(account -> account.remember(macs.of(role.user(), password)));
  }

  /** Checks a password as a client gave it; waits when other checks are running. */
  public LoginCheck check(String user, Secret password) {
    Optional<Account> account = Role.ofUser(user).flatMap(accounts::find);
    byte[] mac = macs.of(user, password);
    if (account.isPresent() && account.get().remembers(mac)) {
      return known(account.get());
    }
    return queue.ask(() -> prove(account, mac, password)).orElseGet(LoginCheck.TooBusy::new);
  }

  /**
   * The user, if this password was proven before: no more than {@link #check} would find out, and
   * without waiting. Empty says nothing about the password.
   */
  public Optional<LoginCheck.Known> known(String user, Secret password) {
    return Role.ofUser(user)
        .flatMap(accounts::find)
        .filter(account -> account.remembers(macs.of(user, password)))
        .map(Users::known);
  }

  /**
   * Something that stays equal as long as this user's password stays the same. It is no secret and
   * tells nothing of the password; what it was before another change never comes again.
   */
  public Object generation(String user) {
    return Role.ofUser(user).<Object>flatMap(accounts::find).orElse(nobody);
  }

  private LoginCheck prove(Optional<Account> account, byte[] mac, Secret password) {
    if (account.isEmpty()) {
      // An unknown user takes as long as a wrong password, so that nobody can tell them apart.
      nobody.matches(password);
      return new LoginCheck.Refused();
    }
    // Many clients may have begun with the same password at once: one proof is enough for all.
    if (account.get().remembers(mac)) {
      return known(account.get());
    }
    if (!account.get().hash().matches(password)) {
      return new LoginCheck.Refused();
    }
    account.get().remember(mac);
    return known(account.get());
  }

  private static LoginCheck.Known known(Account account) {
    return new LoginCheck.Known(account.role().user(), account.role());
  }

  /**
   * Gives a user another password, in the file too; the old one counts no more when this returns.
   *
   * @throws IllegalArgumentException when there is no such user
   * @throws SecretFailure when the file cannot be read or written
   */
  public void changePassword(String user, Secret password) {
    change(role(user), password);
  }

  private void change(Role role, Secret password) {
    accounts
        .put(role, PasswordHash.of(password, iterations))
        .remember(macs.of(role.user(), password));
    initial.forget(role);
  }

  private static Role role(String user) {
    return Role.ofUser(user)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "There is no user '" + user + "'; the users are ro-user and rw-user"));
  }
}
