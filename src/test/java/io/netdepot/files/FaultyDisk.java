package io.netdepot.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * A disk whose calls are counted, and of which any one can be made to fail or to be the last.
 * Thread-safe.
 */
public final class FaultyDisk implements Disk {
  private final Disk real = new LocalDisk();
  private final List<String> calls = new ArrayList<>();
  private Fault fault = (call, number) -> {};

  /** Decides before each call whether it happens. */
  public interface Fault {
    void before(String call, int number) throws IOException;
  }

  /** What a killed service looks like from inside: nothing after it is done, not even tidying. */
  public static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }

  /** Sets what happens from now on and forgets the calls so far. */
  public synchronized void set(Fault next) {
    calls.clear();
    fault = next;
  }

  /**
   * From now on the n-th call, counted from 1, and every later one is not done: the service died.
   */
  public void killAt(int n) {
    set(
        (call, number) -> {
          if (number >= n) {
            throw new Killed();
          }
        });
  }

  /** From now on every call of that name fails with what the system would say. */
  public void fail(String name, String said) {
    set(
        (call, number) -> {
          if (call.equals(name)) {
            throw new IOException(said);
          }
        });
  }

  public void heal() {
    set((call, number) -> {});
  }

  public synchronized List<String> calls() {
    return List.copyOf(calls);
  }

  /** From now on every call of that name waits until the disk is let go. */
  public void hold(String name, CountDownLatch letGo) {
    set(
        (call, number) -> {
          if (call.equals(name)) {
            awaitLetGo(letGo);
          }
        });
  }

  private static void awaitLetGo(CountDownLatch letGo) {
    try {
      letGo.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private void before(String call) throws IOException {
    Fault now;
    int number;
    synchronized (this) {
      calls.add(call);
      number = calls.size();
      now = fault;
    }
    now.before(call, number);
  }

  @Override
  public FileChannel create(Path file) throws IOException {
    before("create");
    return real.create(file);
  }

  @Override
  public int write(FileChannel file, ByteBuffer bytes) throws IOException {
    before("write");
    return real.write(file, bytes);
  }

  @Override
  public void force(FileChannel file) throws IOException {
    before("force");
    real.force(file);
  }

  @Override
  public void forceDirectory(Path directory) throws IOException {
    before("forceDirectory");
    real.forceDirectory(directory);
  }

  @Override
  public void move(Path from, Path to) throws IOException {
    before("move");
    real.move(from, to);
  }

  @Override
  public boolean makeDirectory(Path directory) throws IOException {
    before("makeDirectory");
    return real.makeDirectory(directory);
  }

  @Override
  public void makeReadOnly(Path file) throws IOException {
    before("makeReadOnly");
    real.makeReadOnly(file);
  }

  @Override
  public boolean delete(Path file) throws IOException {
    before("delete");
    return real.delete(file);
  }
}
