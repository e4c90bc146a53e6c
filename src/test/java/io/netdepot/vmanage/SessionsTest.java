package io.netdepot.vmanage;

import static org.assertj.core.api.Assertions.assertThat;

import io.netdepot.fleet.HandClock;
import io.netdepot.http.Caller;
import io.netdepot.http.Role;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SessionsTest {
  private static final Caller WRITER = new Caller("rw-user", Role.READ_WRITE);
  private static final int MOST = 5;

  private final HandClock clock = new HandClock();
  private final AtomicInteger generation = new AtomicInteger(1);
  private final Sessions sessions = sessions();

  private Sessions sessions() {
    return new Sessions(
        Duration.ofMinutes(30), MOST, user -> generation.get(), clock, new SecureRandom());
  }

  private Login login() {
    return new Login(WRITER, generation.get());
  }

  @Test
  void everyKeyAndTokenIsAnother() {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < 1_000; i++) {
      String key = sessions.newKey();
      assertThat(seen.add(key)).isTrue();
      assertThat(seen.add(sessions.xsrfToken(key))).isTrue();
    }
    String key = sessions.newKey();
    assertThat(sessions().xsrfToken(key)).isNotEqualTo(sessions.xsrfToken(key));
  }

  @Test
  void aKeyIsGoodForItsKindOnly() {
    String key = sessions.begin(login());

    assertThat(sessions.use(Session.Kind.COOKIE, key)).map(Session::caller).hasValue(WRITER);
    assertThat(sessions.use(Session.Kind.BEARER, key)).isEmpty();
    assertThat(sessions.use(Session.Kind.REFRESH, key)).isEmpty();
    assertThat(sessions.use(Session.Kind.COOKIE, key + "x")).isEmpty();
  }

  @Test
  void whatIsOverMakesRoomFirst() {
    sessions.begin("short", Session.Kind.BEARER, login(), Duration.ofSeconds(1));
    String idle = sessions.begin(login());
    clock.move(Duration.ofSeconds(2));
    for (int i = 0; i < MOST - 1; i++) {
      sessions.begin(login());
    }

    assertThat(sessions.size()).isEqualTo(MOST);
    assertThat(sessions.use(Session.Kind.COOKIE, idle)).isPresent();
  }

  @Test
  void manySessionsOfOneUserEndTheirOwnAndNoOthers() {
    String writer = sessions.begin(login());
    Login reader = new Login(new Caller("ro-user", Role.READ_ONLY), generation.get());
    String first = "";
    for (int i = 0; i < 2 * MOST; i++) {
      clock.move(Duration.ofSeconds(1));
      String key = sessions.begin(reader);
      first = first.isEmpty() ? key : first;
    }

    assertThat(sessions.size()).isEqualTo(MOST);
    assertThat(sessions.use(Session.Kind.COOKIE, writer)).isPresent();
    assertThat(sessions.use(Session.Kind.COOKIE, first)).isEmpty();
  }

  @Test
  void ofManyWhoTakeAKeyOneGetsIt() throws Exception {
    for (int round = 0; round < 200; round++) {
      String key = "refresh-" + round;
      sessions.begin(key, Session.Kind.REFRESH, login(), Duration.ofMinutes(1));
      CountDownLatch ready = new CountDownLatch(4);
      AtomicInteger taken = new AtomicInteger();
      try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
        for (int i = 0; i < 4; i++) {
          threads.execute(
              () -> {
                ready.countDown();
                await(ready);
                sessions.take(Session.Kind.REFRESH, key).ifPresent(one -> taken.incrementAndGet());
              });
        }
      }
      assertThat(taken).hasValue(1);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void thereAreNeverMoreThanThereMayBe() throws InterruptedException {
    CountDownLatch done = new CountDownLatch(64);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 64; i++) {
        threads.execute(
            () -> {
              sessions.begin(login());
              done.countDown();
            });
      }
      done.await();
    }
    assertThat(sessions.size()).isEqualTo(MOST);
  }

  @Test
  void aChangedPasswordEndsWhatTheOldOneBegan() {
    String key = sessions.begin(login());
    sessions.begin("token", Session.Kind.BEARER, login(), Duration.ofDays(1));
    generation.incrementAndGet();

    assertThat(sessions.use(Session.Kind.COOKIE, key)).isEmpty();
    assertThat(sessions.use(Session.Kind.BEARER, "token")).isEmpty();
    assertThat(sessions.use(Session.Kind.COOKIE, sessions.begin(login()))).isPresent();
  }

  @Test
  void aSessionShowsNoSecret() {
    String key = sessions.begin(login());
    Session session = sessions.use(Session.Kind.COOKIE, key).orElseThrow();

    assertThat(session.toString()).doesNotContain(key, session.xsrfToken());
  }
}
