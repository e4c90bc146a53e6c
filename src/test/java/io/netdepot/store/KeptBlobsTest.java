package io.netdepot.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.netdepot.config.DataSize;
import io.netdepot.config.StoreSettings;
import io.netdepot.store.BlobCheck.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptBlobsTest {
  private static final Instant NOW = Instant.parse("2026-01-05T10:18:42Z");

  private final Set<Sha256> needed = ConcurrentHashMap.newKeySet();
  private final BlobReferences references =
      new BlobReferences() {
        @Override
        public boolean refersTo(Sha256 digest) {
          return needed.contains(digest);
        }

        @Override
        public Set<Sha256> digests() {
          return needed;
        }
      };
  private DataLayout layout;
  private BlobChecks checks;
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
    checks = new InMemoryBlobChecks(references);
    kept = new KeptBlobs(blobs, spool, references, checks);
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

  private static Sha256 read(InputStream bytes) throws IOException {
    try {
      return Sha256.of(MessageDigest.getInstance("SHA-256").digest(bytes.readAllBytes()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private Optional<BlobCheck> check(Sha256 digest) throws IOException {
    return kept.check(digest, KeptBlobsTest::read, NOW);
  }

  private void damage(Sha256 digest) throws IOException {
    Path file = layout.blob(digest);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    byte[] bytes = Files.readAllBytes(file);
    bytes[0] ^= 1;
    Files.write(file, bytes);
  }

  @Test
  void aWholeBlobIsVerifiedAndLeftToTheCallerToRecord() throws Exception {
    Sha256 digest = publish("content");
    assertThat(check(digest)).contains(BlobCheck.verified(digest, NOW));
    assertThat(checks.find(digest)).isEmpty();
  }

  @Test
  void aFlippedBitIsRecordedAndItsBlobGivenToNobody() throws Exception {
    Sha256 digest = publish("content");
    damage(digest);
    assertThat(kept.localFile(digest)).isPresent();
    BlobCheck found = check(digest).orElseThrow();
    assertThat(found.outcome()).isEqualTo(Outcome.DAMAGED);
    assertThat(checks.find(digest)).contains(found);
    assertThat(kept.localFile(digest)).isEmpty();
    assertThatExceptionOfType(DamagedBlobException.class).isThrownBy(() -> kept.open(digest));
  }

  @Test
  void aLostFileCountsAsDamaged() throws Exception {
    Sha256 digest = publish("content");
    blobs.delete(digest);
    assertThat(check(digest).orElseThrow().outcome()).isEqualTo(Outcome.DAMAGED);
  }

  @Test
  void anErrorOfTheDiskIsNoDamage() throws Exception {
    Sha256 digest = publish("content");
    BlobCheck found =
        kept.check(
                digest,
                bytes -> {
                  throw new IOException("Input/output error");
                },
                NOW)
            .orElseThrow();
    assertThat(found.outcome()).isEqualTo(Outcome.UNREADABLE);
    assertThat(found.details()).contains("Input/output error");
    assertThat(checks.notVerified()).containsExactly(found);
    assertThat(kept.localFile(digest)).isPresent();
  }

  @Test
  void aReadingThatWasStoppedSaysNothing() throws Exception {
    Sha256 digest = publish("content");
    assertThatExceptionOfType(InterruptedIOException.class)
        .isThrownBy(
            () ->
                kept.check(
                    digest,
                    bytes -> {
                      throw new InterruptedIOException();
                    },
                    NOW));
    assertThat(checks.find(digest)).isEmpty();
  }

  @Test
  void theSameContentPublishedAgainHeals() throws Exception {
    Sha256 digest = publish("content");
    damage(digest);
    check(digest);
    publish("content");
    assertThat(kept.localFile(digest).orElseThrow()).hasContent("content");
    assertThat(checks.find(digest)).isEmpty();
    assertThat(check(digest)).contains(BlobCheck.verified(digest, NOW));
  }

  @Test
  void whatWasDamagedAndIsGoodAfterAllIsGivenOutAgain() throws Exception {
    Sha256 digest = publish("content");
    damage(digest);
    check(digest);
    damage(digest);
    assertThat(check(digest)).contains(BlobCheck.verified(digest, NOW));
    assertThat(checks.notVerified()).isEmpty();
    assertThat(kept.localFile(digest)).isPresent();
  }

  @Test
  void whatIsPublishedWhileItIsReadIsNotCalledDamaged() throws Exception {
    Sha256 digest = publish("content");
    damage(digest);
    assertThat(
            kept.check(
                digest,
                bytes -> {
                  Sha256 read = read(bytes);
                  publish("content");
                  return read;
                },
                NOW))
        .isEmpty();
    assertThat(checks.find(digest)).isEmpty();
  }

  @Test
  void whatNobodyNeedsAnyMoreIsNotRecorded() throws Exception {
    Sha256 digest = publish("content");
    damage(digest);
    assertThat(
            kept.check(
                digest,
                bytes -> {
                  needed.remove(digest);
                  kept.release(digest);
                  return read(bytes);
                },
                NOW))
        .isEmpty();
    assertThat(checks.find(digest)).isEmpty();
  }

  @Test
  void aDamagedBlobThatGoesLeavesNoMark() throws Exception {
    Sha256 digest = publish("content");
    damage(digest);
    check(digest);
    needed.remove(digest);
    kept.release(digest);
    assertThat(checks.find(digest)).isEmpty();
    publish("content");
    assertThat(kept.localFile(digest)).isPresent();
  }

  @Test
  void damageIsKnownToTheNextStart() throws Exception {
    Sha256 digest = publish("content");
    damage(digest);
    check(digest);
    KeptBlobs next = new KeptBlobs(blobs, spool, references, checks);
    next.sweep();
    assertThat(next.localFile(digest)).isEmpty();
  }

  @Test
  void keepsALeasedBlobUntilTheLastLeaseIsClosed() throws IOException {
    Sha256 digest = publish("leased");
    BlobLease first = kept.lease(List.of(digest, digest));
    BlobLease second = kept.lease(List.of(digest));
    needed.remove(digest);
    kept.release(digest);
    assertThat(kept.localFile(digest)).isPresent();
    first.close();
    assertThat(kept.localFile(digest)).isPresent();
    second.close();
    assertThat(kept.localFile(digest)).isEmpty();
  }

  @Test
  void leavesABlobThatIsNeededWhenItsLeaseIsClosed() throws IOException {
    Sha256 digest = publish("needed");
    kept.lease(List.of(digest)).close();
    assertThat(kept.localFile(digest)).isPresent();
  }

  private void refuseToRead(Sha256 digest) throws IOException {
    BlobCheck found =
        kept.check(
                digest,
                bytes -> {
                  throw new IOException("Input/output error");
                },
                NOW)
            .orElseThrow();
    assertThat(found.outcome()).isEqualTo(Outcome.UNREADABLE);
  }

  @Test
  void theSameContentPublishedAgainTakesThePlaceOfOneThatCannotBeRead() throws Exception {
    Sha256 digest = publish("content");
    refuseToRead(digest);
    damage(digest);
    publish("content");
    assertThat(kept.localFile(digest).orElseThrow()).hasContent("content");
    assertThat(checks.find(digest)).isEmpty();
  }

  @Test
  void oneThatCannotBeReadIsHealedAfterARestartToo() throws Exception {
    Sha256 digest = publish("content");
    refuseToRead(digest);
    damage(digest);
    kept = new KeptBlobs(blobs, spool, references, checks);
    kept.sweep();
    publish("content");
    assertThat(kept.localFile(digest).orElseThrow()).hasContent("content");
  }

  @Test
  void oneThatIsDamagedStaysSoWhenItCannotEvenBeRead() throws Exception {
    Sha256 digest = publish("content");
    damage(digest);
    check(digest);
    refuseToRead(digest);
    assertThat(checks.find(digest).orElseThrow().outcome()).isEqualTo(Outcome.DAMAGED);
    assertThat(kept.localFile(digest)).isEmpty();
  }

  @Test
  void whateverWasFoundOfABlobThatGoesIsForgotten() throws Exception {
    Sha256 unreadable = publish("content");
    refuseToRead(unreadable);
    Sha256 verified = publish("more");
    checks.record(List.of(BlobCheck.verified(verified, NOW)));
    needed.clear();
    kept.release(unreadable);
    kept.release(verified);
    assertThat(checks.find(unreadable)).isEmpty();
    assertThat(checks.find(verified)).isEmpty();
  }
}
