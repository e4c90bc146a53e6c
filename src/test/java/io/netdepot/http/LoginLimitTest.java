package io.netdepot.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netdepot.fleet.HandClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LoginLimitTest {
  private static final int ALLOWED = 2;
  private static final Duration WINDOW = Duration.ofMinutes(5);
  private static final BasicCredentials RIGHT = new BasicCredentials("rw-user", "right");
  private static final BasicCredentials WRONG = new BasicCredentials("rw-user", "wrong");
  private static final String FROM = "10.0.0.1";

  private final HandClock clock = new HandClock();

  private LoginLimit limit(Authenticator authenticator) {
    return ApiFixture.limit(authenticator, ALLOWED, WINDOW, clock);
  }

  private static Access access(BasicCredentials credentials) {
    return credentials.equals(RIGHT)
        ? new Access.Granted(new Caller("rw-user", Role.READ_WRITE))
        : new Access.Refused();
  }

  /** Knows everything at once. */
  private static final class Remembering implements Authenticator {
    @Override
    public Access check(BasicCredentials credentials) {
      return access(credentials);
    }

    @Override
    public Optional<Access> known(BasicCredentials credentials) {
      return Optional.of(access(credentials));
    }
  }

  @Test
  void afterTooManyFailuresAlsoAKnownPasswordIsRefused() {
    LoginLimit limit = limit(new Remembering());
    assertThat(limit.known(RIGHT, FROM)).containsInstanceOf(Access.Granted.class);
    assertThat(limit.known(WRONG, FROM)).isEmpty();
    for (int i = 0; i < ALLOWED; i++) {
      assertThat(limit.check(WRONG, FROM)).isInstanceOf(Access.Refused.class);
    }
    assertThat(limit.known(RIGHT, FROM)).contains(new Access.TooManyFailures(WINDOW));
    assertThat(limit.check(RIGHT, FROM)).isEqualTo(new Access.TooManyFailures(WINDOW));
    assertThat(limit.known(RIGHT, "10.0.0.2")).containsInstanceOf(Access.Granted.class);
    clock.move(WINDOW);
    assertThat(limit.known(RIGHT, FROM)).containsInstanceOf(Access.Granted.class);
  }

  /** Nobody gets more guesses by sending them all at one time. */
  @Test
  void guessesAtOneTimeAreToldNoMore() throws Exception {
    CountDownLatch checking = new CountDownLatch(20);
    LoginLimit limit =
        limit(
            credentials -> {
              checking.countDown();
              await(checking);
              return access(credentials);
            });
    List<Future<Access>> guesses = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 20; i++) {
        guesses.add(threads.submit(() -> limit.check(WRONG, FROM)));
      }
    }
    int told = 0;
    for (Future<Access> guess : guesses) {
      told += guess.get() instanceof Access.Refused ? 1 : 0;
    }
    assertThat(told).isEqualTo(ALLOWED);
    assertThat(limit.check(RIGHT, FROM)).isInstanceOf(Access.TooManyFailures.class);
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
