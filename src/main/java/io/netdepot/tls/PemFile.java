package io.netdepot.tls;

import io.netdepot.files.SmallFile;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;

/** What is in a PEM file; every problem is a sentence that names the setting and the file. */
final class PemFile {
  // A chain of certificates takes some KiB.
  private static final int LARGEST = 1 << 20;

  private final String setting;
  private final Path file;
  private final List<Object> objects;

  private PemFile(String setting, Path file, List<Object> objects) {
    this.setting = setting;
    this.file = file;
    this.objects = objects;
  }

  static PemFile of(String setting, Path file) throws IOException {
    List<Object> objects = new ArrayList<>();
    try {
      // Comments around the blocks may be in any encoding.
      String text = new String(SmallFile.bytes(file, LARGEST), StandardCharsets.ISO_8859_1);
      try (PEMParser parser = new PEMParser(new StringReader(text))) {
        for (Object one = parser.readObject(); one != null; one = parser.readObject()) {
          objects.add(one);
        }
      }
    } catch (NoSuchFileException e) {
      throw new IOException(setting + ": there is no file " + file + ".");
    } catch (IOException | RuntimeException e) {
      // Some of the parser's messages quote the text, which may be a key: no cause goes along.
      throw new IOException(setting + ": the file " + file + " is no PEM file that can be read.");
    }
    return new PemFile(setting, file, objects);
  }

  /** All certificates, at least one, in their order. */
  List<X509Certificate> certificates() throws IOException {
    List<X509Certificate> found = new ArrayList<>();
    for (Object one : objects) {
      if (one instanceof X509CertificateHolder holder) {
        try {
          found.add(new JcaX509CertificateConverter().getCertificate(holder));
        } catch (GeneralSecurityException e) {
          throw problem("holds a certificate that cannot be read");
        }
      }
    }
    if (found.isEmpty()) {
      throw problem("holds no certificate; a block that begins with BEGIN CERTIFICATE is needed");
    }
    return found;
  }

  /** The one private key: PKCS #8, PKCS #1 (RSA) or SEC 1 (EC). */
  PrivateKey privateKey() throws IOException {
    for (Object one : objects) {
      if (one instanceof PEMEncryptedKeyPair || one instanceof PKCS8EncryptedPrivateKeyInfo) {
        throw problem(
            "is encrypted with a password, which Netdepot cannot ask for; 'openssl pkey -in OLD -out"
                + " NEW' takes it away, and mode 0600 protects the new file");
      }
      if (one instanceof PEMKeyPair pair) {
        return key(pair.getPrivateKeyInfo());
      }
      if (one instanceof PrivateKeyInfo info) {
        return key(info);
      }
    }
    throw problem("holds no private key; a block that begins with BEGIN PRIVATE KEY is needed");
  }

  private PrivateKey key(PrivateKeyInfo info) throws IOException {
    ASN1ObjectIdentifier kind = info.getPrivateKeyAlgorithm().getAlgorithm();
    String algorithm;
    if (kind.equals(X9ObjectIdentifiers.id_ecPublicKey)) {
      algorithm = "EC";
    } else if (kind.equals(PKCSObjectIdentifiers.rsaEncryption)) {
      algorithm = "RSA";
    } else {
      throw problem("holds a private key of another kind than ECDSA and RSA");
    }
    try {
      return KeyFactory.getInstance(algorithm)
          .generatePrivate(new PKCS8EncodedKeySpec(info.getEncoded()));
    } catch (GeneralSecurityException e) {
      throw problem("holds a private key that this Java cannot use");
    }
  }

  private IOException problem(String what) {
    return new IOException(setting + ": the file " + file + " " + what + ".");
  }
}
