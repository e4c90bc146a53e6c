package io.netdepot.secret;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The users' accounts as the file has them: looks at the file at most once a second and takes over
 * what another process changed. Thread-safe.
 */
final class Accounts {
  private static final Logger LOG = LoggerFactory.getLogger(Accounts.class);
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

  private final UsersFile file;
  private final LongSupplier nanoTime;
  private final ReentrantLock lock = new ReentrantLock();

  // Mutable state; written with the lock held
  private volatile Map<Role, Account> accounts = Map.of();
  private volatile long lookedAt;
  private Optional<UsersFile.Stamp> stamp = Optional.empty();

  /**
   * @param nanoTime counts nanoseconds from anywhere, as {@link System#nanoTime()} does
   */
  Accounts(UsersFile file, LongSupplier nanoTime) {
    this.file = file;
    this.nanoTime = nanoTime;
    this.lookedAt = nanoTime.getAsLong();
  }

  Optional<Account> find(Role role) {
    if (nanoTime.getAsLong() - lookedAt >= BETWEEN_LOOKS.toNanos() && lock.tryLock()) {
      try {
        look();
      } finally {
        lock.unlock();
      }
    }
    return Optional.ofNullable(accounts.get(role));
  }

  private void look() {
    lookedAt = nanoTime.getAsLong();
    Optional<UsersFile.Stamp> now = file.stamp();
    if (now.equals(stamp)) {
      return;
    }
    try {
      load();
      LOG.info("Passwords were changed and are read again");
    } catch (SecretFailure e) {
      // Said once for each state of the file; until it is right again, nobody is locked out.
      stamp = now;
      LOG.warn("Passwords stay as they were: {}", e.getMessage());
    }
  }

  /**
   * Reads the file. False when there is none.
   *
   * @throws SecretFailure when it cannot be used
   */
  boolean load() {
    lock.lock();
    try {
      // The stamp is older than what is read, so that a change in between is seen next time.
      Optional<UsersFile.Stamp> before = file.stamp();
      Optional<Map<Role, PasswordHash>> hashes = file.read();
      if (hashes.isPresent()) {
        take(hashes.get());
      } else if (!accounts.isEmpty()) {
        LOG.warn("The file of the users' passwords is gone; the known ones stay valid");
      }
      stamp = before;
      return hashes.isPresent();
    } finally {
      lock.unlock();
    }
  }

  /** Records another password of one user, beside what the file has for the others by now. */
  Account put(Role role, PasswordHash hash) {
    lock.lock();
    try {
      Map<Role, PasswordHash> hashes = new EnumMap<>(Role.class);
      file.read().ifPresent(hashes::putAll);
      hashes.put(role, hash);
      file.write(hashes);
      take(hashes);
      stamp = file.stamp();
      return Optional.ofNullable(accounts.get(role)).orElseThrow();
    } finally {
      lock.unlock();
    }
  }

  private void take(Map<Role, PasswordHash> hashes) {
    Map<Role, Account> next = new EnumMap<>(Role.class);
    hashes.forEach(
        (role, hash) -> {
          Account known = accounts.get(role);
          next.put(
              role, known != null && known.hash().equals(hash) ? known : new Account(role, hash));
        });
    accounts = next;
  }
}
