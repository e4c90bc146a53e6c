package io.netdepot.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.netdepot.fleet.HandClock;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.X509ExtendedKeyManager;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificateWatchTest {
  private static final CertificateNames NAMES =
      new CertificateNames(Set.of("depot.example"), Set.of("localhost"));

  private final Clock clock = Clock.systemUTC();
  private final ServerCertificate first = SelfSigned.make(NAMES, clock.instant());
  private final ServerCertificate second = SelfSigned.make(NAMES, clock.instant());
  private final Path folder;
  private final Path chain;
  private final Path key;

  CertificateWatchTest(@TempDir Path folder) {
    this.folder = folder;
    this.chain = folder.resolve("chain.pem");
    this.key = folder.resolve("key.pem");
  }

  @BeforeEach
  void write() throws IOException {
    writeChain(first);
    writeKey(first);
  }

  private static String pem(Object object) throws IOException {
    StringWriter text = new StringWriter();
    try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
      writer.writeObject(object);
    }
    return text.toString();
  }

  private void writeChain(ServerCertificate certificate) throws IOException {
    replace(chain, pem(certificate.own()));
  }

  private void writeKey(ServerCertificate certificate) throws IOException {
    replace(key, pem(new JcaPKCS8Generator(certificate.key(), null)));
  }

  // As those who renew do it: the file is another one then, however coarse its time is.
  private void replace(Path file, String text) throws IOException {
    Path next = Files.writeString(folder.resolve("next"), text);
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private CertificateWatch watch() throws IOException {
    return CertificateWatch.over(new CertificateSource.OfFiles(chain, key, clock), clock);
  }

  @Test
  void takesNewFilesOnceTheyAreStill() throws Exception {
    try (CertificateWatch watch = watch()) {
      writeChain(second);
      watch.look();
      // Only one of the two is written: nothing is tried, and nothing said.
      writeKey(second);
      watch.look();
      assertThat(watch.shown().current()).isEqualTo(first);
      assertThat(watch.refusal()).isEmpty();
      watch.look();
      assertThat(watch.shown().current().fingerprint()).isEqualTo(second.fingerprint());
      assertThat(watch.refusal()).isEmpty();
    }
  }

  @Test
  void refusesWhatCannotBeUsedUntilItCan() throws Exception {
    try (CertificateWatch watch = watch()) {
      writeChain(second);
      watch.look();
      watch.look();
      assertThat(watch.shown().current()).isEqualTo(first);
      assertThat(watch.refusal()).get().asString().contains(key.toString(), "does not belong");
      replace(chain, "not a certificate");
      watch.look();
      watch.look();
      assertThat(watch.refusal()).get().asString().contains("holds no certificate");
      Files.delete(key);
      watch.look();
      watch.look();
      assertThat(watch.refusal()).isPresent();
      writeChain(second);
      writeKey(second);
      watch.look();
      watch.look();
      assertThat(watch.refusal()).isEmpty();
      assertThat(watch.shown().current().fingerprint()).isEqualTo(second.fingerprint());
    }
  }

  @Test
  void aHandshakeUnderWayKeepsTheKeyThatBelongsToItsCertificate() throws Exception {
    try (CertificateWatch watch = watch()) {
      X509ExtendedKeyManager manager = (X509ExtendedKeyManager) watch.shown().keyManager();
      String before = chosen(manager);
      watch.shown().replace(second);
      String after = chosen(manager);
      assertThat(after).isNotEqualTo(before);
      assertThat(manager.getCertificateChain(before)).containsExactly(first.own());
      assertThat(manager.getPrivateKey(before)).isEqualTo(first.key());
      assertThat(manager.getCertificateChain(after)).containsExactly(second.own());
      assertThat(manager.getPrivateKey(after)).isEqualTo(second.key());
      assertThat(manager.chooseServerAlias("RSA", null, null)).isNull();
    }
  }

  private static String chosen(X509ExtendedKeyManager manager) {
    String alias = manager.chooseServerAlias("EC", null, null);
    assertThat(alias).isNotNull();
    return String.valueOf(alias);
  }

  @Test
  void makesOurOwnAnewBeforeItEnds() throws Exception {
    HandClock hand = new HandClock();
    Clock moved = clockOf(hand);
    OwnCertificate own = new OwnCertificate(folder.resolve("tls.p12"), moved);
    try (CertificateWatch watch =
        CertificateWatch.over(new CertificateSource.Own(own, NAMES, moved), moved)) {
      ServerCertificate made = watch.shown().current();
      assertThat(watch.daysLeft()).isEqualTo(824);
      hand.move(Duration.ofDays(700));
      watch.look();
      watch.look();
      assertThat(watch.shown().current()).isEqualTo(made);
      hand.move(Duration.ofDays(100));
      watch.look();
      watch.look();
      assertThat(watch.shown().current()).isNotEqualTo(made);
      assertThat(watch.daysLeft()).isEqualTo(824);
      hand.move(Duration.ofDays(830));
      assertThat(watch.daysLeft()).isNegative();
    }
  }

  private static Clock clockOf(HandClock hand) {
    return new Clock() {
      @Override
      public Instant instant() {
        return hand.instant();
      }

      @Override
      public ZoneId getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(ZoneId zone) {
        return this;
      }
    };
  }

  @Test
  void whatThisJavaStumblesOverIsRefusedToo() throws Exception {
    AtomicInteger stamp = new AtomicInteger();
    CertificateSource source =
        new CertificateSource() {
          @Override
          public Object stamp() {
            return stamp.get();
          }

          @Override
          public ServerCertificate read() {
            if (stamp.get() > 0) {
              throw new IllegalArgumentException("a strange curve");
            }
            return first;
          }

          @Override
          public Duration pause() {
            return Duration.ofDays(1);
          }
        };
    try (CertificateWatch watch = CertificateWatch.over(source, clock)) {
      stamp.set(1);
      watch.look();
      watch.look();
      assertThat(watch.refusal().orElseThrow()).contains("a strange curve");
      assertThat(watch.shown().current()).isEqualTo(first);
    }
  }
}
