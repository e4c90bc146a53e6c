package io.netdepot.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netdepot.catalog.OperationState;
import io.netdepot.catalog.Task;
import io.netdepot.fleet.EntityId;
import io.netdepot.fleet.HandClock;
import io.netdepot.fleet.SwitchAddress;
import io.netdepot.operation.LiveTasks;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class TaskRunTest {
  private static final EntityId ID = new EntityId("0".repeat(24));

  private final TaskRun run =
      new TaskRun(
          new Task(
              ID,
              ID,
              0,
              SwitchAddress.of("sw1"),
              ID,
              OperationState.IN_PROGRESS,
              1,
              Instant.EPOCH,
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              ""),
          new LiveTasks(new HandClock()).begin(ID));

  @Test
  void interruptEndsWorkThatMayBeInterrupted() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> work =
          threads.submit(
              () ->
                  run.interruptibly(
                      () -> {
                        begun.countDown();
                        never.await();
                        return "done";
                      }));
      begun.await();
      run.interrupt();
      assertThatThrownBy(work::get).hasCauseInstanceOf(InterruptedException.class);
    }
  }

  @Test
  void workDoesNotBeginAfterAnInterrupt() {
    run.interrupt();
    assertThatThrownBy(() -> run.interruptibly(() -> "done"))
        .isInstanceOf(InterruptedException.class);
  }

  @Test
  void interruptLeavesTheThreadAloneBetweenTwoPiecesOfWork() throws Exception {
    assertThat(run.interruptibly(() -> "done")).isEqualTo("done");
    run.interrupt();
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  @Test
  void interruptThatComesAtTheEndDoesNotReachWhatTheThreadDoesNext() throws Exception {
    run.interruptibly(
        () -> {
          Thread.currentThread().interrupt();
          return "done";
        });
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }
}
