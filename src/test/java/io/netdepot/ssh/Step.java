package io.netdepot.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import io.netdepot.fleet.FailureReason;
import io.netdepot.fleet.SwitchFailure;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A step that runs on a thread of its own. */
final class Step {
  private final CompletableFuture<Object> result = new CompletableFuture<>();
  private final Thread thread;

  private Step(Callable<?> work) {
    thread =
        Thread.startVirtualThread(
            () -> {
              try {
                result.complete(work.call());
              } catch (Exception | Error e) {
                result.completeExceptionally(e);
              }
            });
  }

  static Step run(Callable<?> work) {
    return new Step(work);
  }

  boolean isDone() {
    return result.isDone();
  }

  void interrupt() {
    thread.interrupt();
  }

  Object get() throws Exception {
    return result.get(20, TimeUnit.SECONDS);
  }

  /** The step has to end within the two seconds that a cancelled one is promised. */
  void assertFails(FailureReason reason, String... saying) throws Exception {
    try {
      Object unexpected = result.get(2, TimeUnit.SECONDS);
      throw new AssertionError("The step ended well with " + unexpected);
    } catch (TimeoutException e) {
      throw new AssertionError("The step still runs", e);
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof SwitchFailure thrown)) {
        throw new AssertionError("The step ended otherwise", e.getCause());
      }
      assertThat(thrown.failure().reason()).as(thrown.failure().details()).isEqualTo(reason);
      for (String part : saying) {
        assertThat(thrown.failure().details()).contains(part);
      }
    }
  }
}
