package io.netdepot.fleet;

import java.nio.file.Path;

/** Which certificate a switch's REST API may show. */
public sealed interface CertificateTrust {

  /** The first one that is seen; it is remembered, and another one later is refused. */
  record OnFirstSight() implements CertificateTrust {}

  /**
   * One certificate alone, whoever signed it.
   *
   * @param sha256 the digest of its DER form in 64 lower-case hexadecimal digits
   */
  record Pinned(String sha256) implements CertificateTrust {}

  /**
   * Those that an authority signed for the switch's address.
   *
   * @param file the authority's certificates, PEM
   */
  record SignedBy(Path file) implements CertificateTrust {}
}
