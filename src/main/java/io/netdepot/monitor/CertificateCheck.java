package io.netdepot.monitor;

import io.netdepot.tls.CertificateWatch;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The certificate that TLS shows: how long it lasts, and why a newer one is refused. Down when it
 * has ended, because no client that looks would come in.
 */
public final class CertificateCheck implements Check {
  private final CertificateWatch watch;

  public CertificateCheck(CertificateWatch watch) {
    this.watch = watch;
  }

  @Override
  public String name() {
    return "certificate";
  }

  @Override
  public Finding look() {
    long left = watch.daysLeft();
    Optional<String> refusal = watch.refusal();
    Map<String, Object> details = new TreeMap<>();
    details.put("ends", watch.ends().toString());
    details.put("daysLeft", left);
    refusal.ifPresent(sentence -> details.put("refused", sentence));
    if (left < 0) {
      return Finding.down(
          "The certificate ended at "
              + watch.ends()
              + "; clients refuse it. Put a new one in its place, it is taken up by itself.",
          details);
    }
    return refusal
        .map(
            sentence ->
                Finding.noted(
                    "A new certificate is refused, and the old one shown: " + sentence, details))
        .orElseGet(() -> Finding.well(details));
  }
}
