package io.netdepot.own;

import io.netdepot.catalog.Hold;
import io.netdepot.catalog.StoredPackage;
import io.netdepot.catalog.Verified;
import io.netdepot.store.BlobCheck;
import io.netdepot.upkeep.Expiration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A stored package as our own API writes it. */
record PackageWire(
    String id,
    String fileName,
    String address,
    @Nullable String platform,
    String operationId,
    String taskId,
    long size,
    String sha256,
    String storedAt,
    String verified,
    @Nullable String verifiedAt,
    @Nullable String damage,
    @Nullable HoldWire hold,
    @Nullable ExpiryWire expires,
    String file) {

  /**
   * Writes a package.
   *
   * @param check what reading its bytes again found last
   * @param expiration when it goes by the present rules
   * @param file the address of its bytes
   */
  static PackageWire of(
      StoredPackage stored,
      Optional<BlobCheck> check,
      Optional<Expiration> expiration,
      String file) {
    return new PackageWire(
        stored.id().value(),
        stored.fileName(),
        stored.address().text(),
        stored.platform().isEmpty() ? null : stored.platform(),
        stored.operationId().value(),
        stored.taskId().value(),
        stored.size(),
        stored.digest().hex(),
        stored.storedAt().toString(),
        Verified.of(check).word(),
        check.map(BlobCheck::checkedAt).map(Instant::toString).orElse(null),
        check.map(BlobCheck::details).filter(text -> !text.isEmpty()).orElse(null),
        stored.hold().map(HoldWire::of).orElse(null),
        expiration.map(ExpiryWire::of).orElse(null),
        file);
  }

  record ExpiryWire(String at, String rule) {
    static ExpiryWire of(Expiration expiration) {
      return new ExpiryWire(expiration.at().toString(), expiration.rule());
    }
  }

  record HoldWire(String since, String by, @Nullable String reason) {
    static HoldWire of(Hold hold) {
      return new HoldWire(
          hold.since().toString(), hold.by(), hold.reason().isEmpty() ? null : hold.reason());
    }
  }
}
