package io.netdepot.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8EncryptorBuilder;
import org.bouncycastle.util.io.pem.PemObject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificateFilesTest {
  private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");
  private static final CertificateNames NAMES =
      new CertificateNames(Set.of("depot.example"), Set.of("localhost"));

  private final ServerCertificate made = SelfSigned.make(NAMES, NOW);
  private Path certificate = Path.of("");
  private Path key = Path.of("");

  @BeforeEach
  void names(@TempDir Path folder) {
    certificate = folder.resolve("chain.pem");
    key = folder.resolve("key.pem");
  }

  private static String pem(Object... objects) throws IOException {
    StringWriter text = new StringWriter();
    try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
      for (Object object : objects) {
        writer.writeObject(object);
      }
    }
    return text.toString();
  }

  private static String pkcs8(ServerCertificate of) throws IOException {
    return pem(new JcaPKCS8Generator(of.key(), null));
  }

  private ServerCertificate read(String certificateText, String keyText) throws IOException {
    return read(certificateText, keyText, NOW.plusSeconds(1));
  }

  private ServerCertificate read(String certificateText, String keyText, Instant now)
      throws IOException {
    Files.writeString(certificate, certificateText, StandardCharsets.ISO_8859_1);
    Files.writeString(key, keyText, StandardCharsets.ISO_8859_1);
    return new CertificateFiles(certificate, key).read(now);
  }

  @Test
  void takesAChainWithTheServersOwnCertificateFirst() throws Exception {
    ServerCertificate other = SelfSigned.make(NAMES, NOW);
    ServerCertificate read =
        read("A comment: caf\u00e9\n" + pem(made.own(), other.own()), pkcs8(made));
    assertThat(read.chain()).containsExactly(made.own(), other.own());
    assertThat(read.fingerprint()).isEqualTo(made.fingerprint());
  }

  @Test
  void takesTheKeyAsPkcs8OrSec1() throws Exception {
    assertThat(read(pem(made.own()), pkcs8(made)).key()).isEqualTo(made.key());
    ASN1ObjectIdentifier curve = SECObjectIdentifiers.secp256r1;
    byte[] secret =
        new org.bouncycastle.asn1.sec.ECPrivateKey(256, ((ECPrivateKey) made.key()).getS(), curve)
            .getEncoded();
    String sec1 = pem(new PemObject("EC PRIVATE KEY", secret));
    String parameters = pem(new PemObject("EC PARAMETERS", curve.getEncoded()));
    assertThat(read(pem(made.own()), parameters + sec1).key())
        .isInstanceOfSatisfying(
            ECPrivateKey.class,
            read -> assertThat(read.getS()).isEqualTo(((ECPrivateKey) made.key()).getS()));
  }

  @Test
  void readsAKeyAsPkcs1() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    KeyPair pair = generator.generateKeyPair();
    String pkcs1 = pem(pair.getPrivate());
    assertThat(pkcs1).contains("BEGIN RSA PRIVATE KEY");
    Files.writeString(key, pkcs1);
    assertThat(PemFile.of("http.tls-key", key).privateKey()).isEqualTo(pair.getPrivate());
    assertThatIOException()
        .isThrownBy(() -> read(pem(made.own()), pkcs1))
        .withMessageContaining("does not belong");
  }

  @Test
  void refusesTheKeyOfAnotherCertificate() throws Exception {
    String otherKey = pkcs8(SelfSigned.make(NAMES, NOW));
    assertThatIOException()
        .isThrownBy(() -> read(pem(made.own()), otherKey))
        .withMessage(
            "http.tls-key: the private key in "
                + key
                + " does not belong to the first certificate in "
                + certificate
                + " (CN=Netdepot). Name the key that the certificate was asked for with; in the"
                + " chain, the server's own certificate comes first.");
  }

  @Test
  void refusesACertificateThatIsOverOrHasNotBegun() throws Exception {
    assertThatIOException()
        .isThrownBy(() -> read(pem(made.own()), pkcs8(made), NOW.plus(SelfSigned.LIFE)))
        .withMessageContaining(certificate + " ended at 2028-06-02T23:00:00Z");
    assertThatIOException()
        .isThrownBy(() -> read(pem(made.own()), pkcs8(made), NOW.minus(Duration.ofHours(2))))
        .withMessageContaining("begins only at 2026-02-28T23:00:00Z");
  }

  @Test
  void refusesAnEncryptedKeyAndSaysHowToTakeThePasswordAway() throws Exception {
    String encrypted =
        pem(
            new JcaPKCS8Generator(
                made.key(),
                new JceOpenSSLPKCS8EncryptorBuilder(JcaPKCS8Generator.AES_256_CBC)
                    .setProvider(new BouncyCastleProvider())
                    .setPassword("not to be seen".toCharArray())
                    .build()));
    assertThatIOException()
        .isThrownBy(() -> read(pem(made.own()), encrypted))
        .withMessageContaining("is encrypted with a password")
        .withMessageContaining("openssl pkey");
  }

  @Test
  void saysWhichOfTheFilesHoldsTheWrongThing() throws Exception {
    assertThatIOException()
        .isThrownBy(() -> read(pkcs8(made), pem(made.own())))
        .withMessage(
            "http.tls-certificate: the file "
                + certificate
                + " holds no certificate; a block that begins with BEGIN CERTIFICATE is needed.");
    assertThatIOException()
        .isThrownBy(() -> read(pem(made.own()), pem(made.own())))
        .withMessageStartingWith("http.tls-key: the file " + key + " holds no private key");
  }

  @Test
  void refusesKeysOfAKindThatTlsDoesNotServe() throws Exception {
    KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    String text = pem(new PemObject("PRIVATE KEY", pair.getPrivate().getEncoded()));
    assertThatIOException()
        .isThrownBy(() -> read(pem(made.own()), text))
        .withMessageContaining("of another kind than ECDSA and RSA");
  }

  @Property(tries = 300)
  void anyOtherFileIsASentenceAndShowsNothingOfItsContent(
      @ForAll @Size(max = 200) byte[] bytes, @ForAll boolean inABlock) throws IOException {
    Path file = Files.createTempFile("netdepot", ".pem");
    try {
      String text = new String(bytes, StandardCharsets.ISO_8859_1);
      Files.writeString(
          file,
          inABlock ? pem(new PemObject("PRIVATE KEY", bytes)) : text,
          StandardCharsets.ISO_8859_1);
      assertThatIOException()
          .isThrownBy(() -> PemFile.of("http.tls-key", file).privateKey())
          .withMessageStartingWith("http.tls-key: the file " + file)
          .withNoCause();
    } finally {
      Files.delete(file);
    }
  }
}
