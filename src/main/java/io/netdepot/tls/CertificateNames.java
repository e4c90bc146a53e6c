package io.netdepot.tls;

import io.netdepot.config.HttpSettings;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;

/**
 * The names by which clients reach the service.
 *
 * @param needed those that the settings name; a certificate without one of them is of no use
 * @param usual those that are good to have
 */
record CertificateNames(Set<String> needed, Set<String> usual) {
  private static final Pattern IP_ADDRESS =
      Pattern.compile("[0-9.]+|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");
  private static final Pattern DNS_NAME =
      Pattern.compile("[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*");

  /** Asks the machine for its name, never DNS for anything else. */
  static CertificateNames of(HttpSettings http) {
    Set<String> needed = new LinkedHashSet<>();
    written(http.host()).filter(CertificateNames::isOneAddress).ifPresent(needed::add);
    http.publicUrl().map(URI::getHost).flatMap(CertificateNames::written).ifPresent(needed::add);
    Set<String> usual = new LinkedHashSet<>();
    usual.add("localhost");
    usual.add("127.0.0.1");
    written("::1").ifPresent(usual::add);
    hostName().flatMap(CertificateNames::written).ifPresent(usual::add);
    return new CertificateNames(Set.copyOf(needed), usual);
  }

  /** One spelling for each name; empty when it can stand in no certificate. */
  private static Optional<String> written(String name) {
    String bare = name.replaceAll("^\\[|]$", "").toLowerCase(Locale.ROOT);
    if (IP_ADDRESS.matcher(bare).matches()) {
      try {
        return Optional.of(InetAddress.getByName(bare).getHostAddress());
      } catch (UnknownHostException e) {
        return Optional.empty();
      }
    }
    return Optional.of(bare).filter(dns -> DNS_NAME.matcher(dns).matches());
  }

  // The address that means all addresses is none that a client could use.
  private static boolean isOneAddress(String name) {
    return !name.equals("0.0.0.0") && !name.equals("0:0:0:0:0:0:0:0");
  }

  private static Optional<String> hostName() {
    try {
      return Optional.of(InetAddress.getLocalHost().getHostName());
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }

  /** As they stand in a certificate. */
  GeneralNames forCertificate() {
    Set<String> all = new LinkedHashSet<>(usual);
    all.addAll(needed);
    return new GeneralNames(
        all.stream()
            .map(
                name ->
                    new GeneralName(
                        IP_ADDRESS.matcher(name).matches()
                            ? GeneralName.iPAddress
                            : GeneralName.dNSName,
                        name))
            .toArray(GeneralName[]::new));
  }

  /** Whether a certificate has all of the names that it needs. */
  boolean areIn(X509Certificate certificate) {
    Set<String> there = new LinkedHashSet<>();
    try {
      if (certificate.getSubjectAlternativeNames() != null) {
        for (List<?> name : certificate.getSubjectAlternativeNames()) {
          written(String.valueOf(name.get(1))).ifPresent(there::add);
        }
      }
    } catch (CertificateParsingException e) {
      return false;
    }
    return there.containsAll(needed);
  }
}
