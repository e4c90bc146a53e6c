package io.netdepot.vmanage;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * All sessions there are, in memory only: after a restart clients log in again. Keys are kept as
 * digests, so that a picture of the memory opens nothing, and XSRF tokens are not kept at all: they
 * are computed from the key. Thread-safe; never waits for anything but memory.
 */
final class Sessions {
  private static final int KEY_BYTES = 32;
  // The vendor's token has about a hundred hex digits.
  private static final int XSRF_BYTES = 50;

  private final Duration idle;
  private final int most;
  private final Function<String, Object> generations;
  private final InstantSource clock;
  private final SecureRandom random;
  private final SecretKeySpec xsrfKey;
  private final Map<String, Entry> entries = new ConcurrentHashMap<>();
  // Held to add, so that there are never more than there may be.
  private final ReentrantLock adding = new ReentrantLock();

  /**
   * @param end when it ends whatever happens; the far future when only idleness ends it
   */
  private record Entry(Session.Kind kind, Login login, Instant end, AtomicLong usedAt) {}

  /**
   * @param idle how long a session with a cookie lives without a request
   * @param most how many there may be
   * @param generations the generation of a user's password as it is now; must not wait
   */
  Sessions(
      Duration idle,
      int most,
      Function<String, Object> generations,
      InstantSource clock,
      SecureRandom random) {
    this.idle = idle;
    this.most = most;
    this.generations = generations;
    this.clock = clock;
    this.random = random;
    byte[] key = new byte[KEY_BYTES];
    random.nextBytes(key);
    this.xsrfKey = new SecretKeySpec(key, "HmacSHA512");
  }

  /** A key that nobody can guess. */
  String newKey() {
    byte[] key = new byte[KEY_BYTES];
    random.nextBytes(key);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(key);
  }

  /** Begins a session with a cookie, and gives its key. */
  String begin(Login login) {
    String key = newKey();
    add(key, Session.Kind.COOKIE, login, Instant.MAX);
    return key;
  }

  /** Begins a session that ends at its time, however much it is used. */
  void begin(String key, Session.Kind kind, Login login, Duration lifetime) {
    add(key, kind, login, clock.instant().plus(lifetime));
  }

  private void add(String key, Session.Kind kind, Login login, Instant end) {
    Entry entry = new Entry(kind, login, end, new AtomicLong(clock.millis()));
    adding.lock();
    try {
      if (entries.size() >= most) {
        entries.values().removeIf(this::isOver);
      }
      while (entries.size() >= most) {
        removeLongestIdle();
      }
      entries.put(digest(key), entry);
    } finally {
      adding.unlock();
    }
  }

  // Of the user who has most of them, so that nobody's many sessions end those of others.
  private void removeLongestIdle() {
    Map<String, Long> counts =
        entries.values().stream().collect(groupingBy(Sessions::user, counting()));
    long highest = counts.values().stream().mapToLong(Long::longValue).max().orElse(0);
    entries.entrySet().stream()
        .filter(one -> counts.getOrDefault(user(one.getValue()), 0L) == highest)
        .min(Comparator.comparingLong(one -> one.getValue().usedAt().get()))
        .ifPresent(one -> entries.remove(one.getKey(), one.getValue()));
  }

  private static String user(Entry entry) {
    return entry.login().caller().user();
  }

  /** The session of a key, which counts as used now; empty when there is none any more. */
  Optional<Session> use(Session.Kind kind, String key) {
    String digest = digest(key);
    Entry entry = entries.get(digest);
    if (entry == null || entry.kind() != kind) {
      return Optional.empty();
    }
    if (isOver(entry)) {
      entries.remove(digest, entry);
      return Optional.empty();
    }
    entry.usedAt().set(clock.millis());
    return Optional.of(new Session(kind, entry.login(), xsrfToken(key)));
  }

  /** As {@link #use}, and the key is good for nobody any more: of many at one time one gets it. */
  Optional<Session> take(Session.Kind kind, String key) {
    return use(kind, key).filter(session -> entries.remove(digest(key)) != null);
  }

  private boolean isOver(Entry entry) {
    Instant now = clock.instant();
    return !now.isBefore(entry.end())
        // Whoever changes a password wants nobody to go on with the old one.
        || !generations.apply(user(entry)).equals(entry.login().generation())
        || (entry.kind() == Session.Kind.COOKIE
            && now.toEpochMilli() - entry.usedAt().get() >= idle.toMillis());
  }

  /** Ends a session and all that came from the same login. */
  void end(Session session) {
    entries.values().removeIf(entry -> entry.login() == session.login());
  }

  /** How many there are, some of which may be over. */
  int size() {
    return entries.size();
  }

  /** The XSRF token that goes with a key. */
  String xsrfToken(String key) {
    try {
      Mac mac = Mac.getInstance(xsrfKey.getAlgorithm());
      mac.init(xsrfKey);
      byte[] token = mac.doFinal(key.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().withUpperCase().formatHex(Arrays.copyOf(token, XSRF_BYTES));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java has no " + xsrfKey.getAlgorithm(), e);
    }
  }

  // Looked up by its digest, a key that is nearly right takes as long as one that is all wrong.
  private static String digest(String key) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha256.digest(key.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java has no SHA-256", e);
    }
  }
}
