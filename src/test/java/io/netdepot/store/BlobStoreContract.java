package io.netdepot.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every blob store promises. */
abstract class BlobStoreContract {
  private static final byte[] CONTENT = "a package".getBytes(StandardCharsets.UTF_8);

  StoreRoom room;
  private BlobStore blobs;

  abstract BlobStore store(StoreRoom room);

  @BeforeEach
  void open(@TempDir Path directory) throws Exception {
    room = new StoreRoom(directory);
    blobs = store(room);
  }

  @AfterEach
  void close() throws Exception {
    room.close();
  }

  private byte[] read(Sha256 digest) throws IOException {
    try (InputStream content = blobs.open(digest)) {
      return content.readAllBytes();
    }
  }

  @Test
  void givesBackWhatWasPublished() throws Exception {
    ReceivedFile received = room.receive(CONTENT);
    assertThat(blobs.contains(received.digest())).isFalse();
    blobs.publish(received);
    assertThat(blobs.contains(received.digest())).isTrue();
    assertThat(read(received.digest())).isEqualTo(CONTENT);
    assertThat(blobs.list()).containsExactly(received.digest());
    assertThat(room.spooled()).isEmpty();
  }

  @Test
  void keepsAnEmptyBlob() throws Exception {
    ReceivedFile received = room.receive(new byte[0]);
    blobs.publish(received);
    assertThat(read(received.digest())).isEmpty();
  }

  @Test
  void keepsEqualContentOnce() throws Exception {
    ReceivedFile first = room.receive(CONTENT);
    ReceivedFile second = room.receive(CONTENT);
    blobs.publish(first);
    blobs.publish(second);
    assertThat(blobs.list()).containsExactly(first.digest());
    assertThat(room.spooled()).isEmpty();
    assertThat(read(first.digest())).isEqualTo(CONTENT);
  }

  @Test
  void replacesWhatIsThereOrNot() throws Exception {
    ReceivedFile first = room.receive(CONTENT);
    blobs.replace(first);
    blobs.replace(room.receive(CONTENT));
    assertThat(blobs.list()).containsExactly(first.digest());
    assertThat(room.spooled()).isEmpty();
    assertThat(read(first.digest())).isEqualTo(CONTENT);
  }

  @Test
  void listsInTheOrderOfDigests() throws Exception {
    List<Sha256> published = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      ReceivedFile received = room.receive(("package " + i).getBytes(StandardCharsets.UTF_8));
      blobs.publish(received);
      published.add(received.digest());
    }
    published.sort(Comparator.comparing(Sha256::hex));
    assertThat(blobs.list()).isEqualTo(published);
  }

  @Test
  void deletesOnce() throws Exception {
    ReceivedFile received = room.receive(CONTENT);
    blobs.publish(received);
    assertThat(blobs.delete(received.digest())).isTrue();
    assertThat(blobs.delete(received.digest())).isFalse();
    assertThat(blobs.contains(received.digest())).isFalse();
    assertThat(blobs.localFile(received.digest())).isEmpty();
    assertThat(blobs.list()).isEmpty();
    assertThatExceptionOfType(NoSuchFileException.class)
        .isThrownBy(() -> blobs.open(received.digest()));
  }

  @Test
  void letsAReaderFinishThoughTheBlobIsDeleted() throws Exception {
    ReceivedFile received = room.receive(CONTENT);
    blobs.publish(received);
    try (InputStream content = blobs.open(received.digest())) {
      assertThat(content.read()).isEqualTo('a');
      blobs.delete(received.digest());
      assertThat(content.readAllBytes()).hasSize(CONTENT.length - 1);
    }
  }

  @Test
  void takesTheSameContentFromManyAtOnce() throws Exception {
    List<ReceivedFile> received = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      received.add(room.receive(CONTENT));
    }
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> published = new ArrayList<>();
      for (ReceivedFile file : received) {
        published.add(
            threads.submit(
                () -> {
                  blobs.publish(file);
                  return blobs.contains(file.digest());
                }));
      }
      for (Future<?> one : published) {
        assertThat(one.get()).isEqualTo(true);
      }
    }
    assertThat(blobs.list()).hasSize(1);
    assertThat(room.spooled()).isEmpty();
  }
}
