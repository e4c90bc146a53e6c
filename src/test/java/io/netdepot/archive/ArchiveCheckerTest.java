package io.netdepot.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.netdepot.archive.ArchiveVerdict.Whole;
import io.netdepot.config.DataSize;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
class ArchiveCheckerTest {
  private static final int AT_ONCE = 2;

  private final ArchiveChecker checker =
      new ArchiveChecker(Archives.limits(DataSize.ofGib(64), 1_000_000));
  private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();

  @AfterEach
  void close() {
    checker.close();
    callers.close();
  }

  /** An archive that never ends and costs its reader work. */
  private static final class Endless extends InputStream {
    private final byte[] head = Archives.gzip();
    private final CountDownLatch closed = new CountDownLatch(1);

    Endless() throws IOException {}

    @Override
    public int read() {
      throw new UnsupportedOperationException();
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      int copied = 0;
      while (copied + head.length <= length) {
        System.arraycopy(head, 0, target, offset + copied, head.length);
        copied += head.length;
      }
      return copied;
    }

    @Override
    public void close() {
      closed.countDown();
    }
  }

  @Test
  void answersWithTheVerdict() throws Exception {
    byte[] tar = Archives.tar(5);
    byte[] archive = Archives.gzip(tar);
    assertThat(checker.check(() -> new ByteArrayInputStream(archive)))
        .isEqualTo(new Whole(tar.length, 5));
  }

  @Test
  void worksOnPlatformThreadsOfItsOwn() throws Exception {
    AtomicReference<Thread> worker = new AtomicReference<>();
    byte[] archive = Archives.gzip(Archives.tar(5));
    callers
        .submit(
            () ->
                checker.check(
                    () -> {
                      worker.set(Thread.currentThread());
                      return new ByteArrayInputStream(archive);
                    }))
        .get();
    assertThat(worker)
        .hasValueMatching(thread -> !thread.isVirtual())
        .hasValueMatching(thread -> thread.getName().startsWith("archive-check-"));
  }

  @Test
  void passesOnThatTheArchiveCannotBeRead() {
    assertThatIOException()
        .isThrownBy(
            () ->
                checker.check(
                    () -> {
                      throw new IOException("Input/output error");
                    }))
        .withMessage("Input/output error");
    assertThatThrownBy(
            () ->
                checker.check(
                    () -> {
                      throw new IllegalArgumentException("no such file");
                    }))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void checksNoMoreAtOnceThanItIsTold() throws Exception {
    AtomicInteger running = new AtomicInteger();
    CountDownLatch open = new CountDownLatch(1);
    byte[] archive = Archives.gzip(Archives.tar(5));
    List<Future<ArchiveVerdict>> verdicts = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      verdicts.add(
          callers.submit(
              () ->
                  checker.check(
                      () -> {
                        running.incrementAndGet();
                        awaitQuietly(open);
                        return new ByteArrayInputStream(archive);
                      })));
    }
    await().until(() -> checker.waiting() == 10 - AT_ONCE);
    await().until(() -> running.get() == AT_ONCE);
    open.countDown();
    for (Future<ArchiveVerdict> verdict : verdicts) {
      assertThat(verdict.get()).isInstanceOf(Whole.class);
    }
    assertThat(running.get()).isEqualTo(10);
  }

  private static void awaitQuietly(CountDownLatch latch) throws IOException {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  @Test
  void stopsARunningCheckWhenTheCallerIsInterrupted() throws Exception {
    Endless endless = new Endless();
    CountDownLatch opened = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(1);
    Thread caller =
        Thread.startVirtualThread(
            () -> {
              try {
                checker.check(
                    () -> {
                      opened.countDown();
                      return endless;
                    });
              } catch (InterruptedException e) {
                interrupted.countDown();
              } catch (IOException e) {
                throw new AssertionError(e);
              }
            });
    opened.await();
    caller.interrupt();
    interrupted.await();
    endless.closed.await();
  }

  @Test
  void leavesTheQueueWhenTheCallerIsInterrupted() throws Exception {
    for (int i = 0; i < AT_ONCE; i++) {
      Endless endless = new Endless();
      callers.execute(
          () ->
              assertThatExceptionOfType(InterruptedIOException.class)
                  .isThrownBy(() -> checker.check(() -> endless)));
    }
    Future<?> third = callers.submit(() -> checker.check(InputStream::nullInputStream));
    await().until(() -> checker.waiting() == 1);
    third.cancel(true);
    await().atMost(Duration.ofSeconds(60)).until(() -> checker.waiting() == 0);
  }

  @Test
  void endsAllChecksWhenClosed() throws Exception {
    List<Future<ArchiveVerdict>> verdicts = new ArrayList<>();
    for (int i = 0; i < AT_ONCE + 1; i++) {
      Endless endless = new Endless();
      verdicts.add(callers.submit(() -> checker.check(() -> endless)));
    }
    await().until(() -> checker.waiting() == 1);
    checker.close();
    for (Future<ArchiveVerdict> verdict : verdicts) {
      assertThatExceptionOfType(ExecutionException.class)
          .isThrownBy(verdict::get)
          .withCauseInstanceOf(InterruptedIOException.class);
    }
  }
}
