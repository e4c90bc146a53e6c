package io.netdepot.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.netdepot.config.DataSize;
import io.netdepot.config.StoreSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptBlobsTest {
  private final Set<Sha256> needed = ConcurrentHashMap.newKeySet();
  private DataLayout layout;
  private Spool spool;
  private FileBlobStore blobs;
  private KeptBlobs kept;

  @BeforeEach
  void open(@TempDir Path directory) throws Exception {
    layout = DataLayout.open(directory);
    StoreHealth health = new StoreHealth();
    StoreSettings settings = new StoreSettings(directory, new DataSize(0), 5);
    spool = new Spool(layout, new DiskGuard(layout, settings), health);
    blobs = new FileBlobStore(layout, health);
    kept =
        new KeptBlobs(
            blobs,
            spool,
            new BlobReferences() {
              @Override
              public boolean refersTo(Sha256 digest) {
                return needed.contains(digest);
              }

              @Override
              public Set<Sha256> digests() {
                return needed;
              }
            });
  }

  @AfterEach
  void close() throws Exception {
    layout.close();
  }

  private ReceivedFile receive(String content) throws IOException {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    try (SpoolFile file = spool.create()) {
      file.write(bytes, 0, bytes.length);
      return file.finish();
    }
  }

  private Sha256 publish(String content) throws IOException {
    ReceivedFile received = receive(content);
    return kept.publish(
        received,
        () -> {
          needed.add(received.digest());
          return received.digest();
        });
  }

  @Test
  void theBlobIsThereBeforeItsRecord() throws Exception {
    ReceivedFile received = receive("content");
    boolean there =
        kept.publish(
            received,
            () -> {
              needed.add(received.digest());
              return kept.localFile(received.digest()).isPresent();
            });
    assertThat(there).isTrue();
    assertThat(kept.localFile(received.digest()).orElseThrow()).hasContent("content");
    assertThat(kept.open(received.digest())).hasContent("content");
  }

  @Test
  void aRecordThatFailsLeavesNoBlob() throws Exception {
    ReceivedFile received = receive("content");
    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                kept.publish(
                    received,
                    () -> {
                      throw new IllegalStateException("full");
                    }));
    assertThat(blobs.list()).isEmpty();
  }

  @Test
  void aRecordThatIsNotMadeLeavesNoBlob() throws Exception {
    assertThat(kept.publish(receive("content"), () -> "taken")).isEqualTo("taken");
    assertThat(blobs.list()).isEmpty();
    assertThat(spool.sweep()).isZero();
  }

  @Test
  void aFailureKeepsWhatAnotherRecordNeeds() throws Exception {
    Sha256 digest = publish("content");
    kept.publish(receive("content"), () -> "taken");
    assertThat(blobs.list()).containsExactly(digest);
  }

  @Test
  void releasesWhatNobodyNeedsAnyMore() throws Exception {
    Sha256 digest = publish("content");
    kept.release(digest);
    assertThat(blobs.list()).containsExactly(digest);
    needed.remove(digest);
    kept.release(digest);
    kept.release(digest);
    assertThat(blobs.list()).isEmpty();
  }

  @Test
  void dropsWhatNobodyWants() throws Exception {
    ReceivedFile received = receive("content");
    kept.drop(received);
    kept.drop(received);
    assertThat(spool.sweep()).isZero();
  }

  @Test
  void putsRightWhatAKilledServiceLeft() throws Exception {
    Sha256 whole = publish("content");
    Sha256 lost = publish("lost");
    blobs.delete(lost);
    blobs.publish(receive("published, not recorded"));
    receive("received, not published");
    assertThat(kept.sweep()).isEqualTo(new BlobSweep(1, 1, Set.of(lost)));
    assertThat(blobs.list()).containsExactly(whole);
    assertThat(kept.sweep()).isEqualTo(new BlobSweep(0, 0, Set.of(lost)));
  }
}
