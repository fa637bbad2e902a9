package org.spinngate.server.config;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Certificates and keys as PEM text (RFC 7468). */
final class PemFiles {
  /** Key algorithm, and the signature with which a key shows that it belongs to a certificate. */
  private static final Map<String, String> ALGORITHMS =
      Map.of("EC", "SHA256withECDSA", "RSA", "SHA256withRSA", "EdDSA", "EdDSA");

  private static final int LONGEST = 1 << 20;
  private static final byte[] PROBE = "spinngate".getBytes(StandardCharsets.US_ASCII);

  private PemFiles() {}

  static String read(Path file) throws IOException {
    try (var content = Files.newInputStream(file)) {
      return new String(content.readNBytes(LONGEST), StandardCharsets.ISO_8859_1);
    }
  }

  static List<X509Certificate> certificates(String pem) throws GeneralSecurityException {
    CertificateFactory factory = CertificateFactory.getInstance("X.509");
    List<X509Certificate> chain = new ArrayList<>();
    for (byte[] der : blocks(pem, "CERTIFICATE")) {
      chain.add((X509Certificate) factory.generateCertificate(new ByteArrayInputStream(der)));
    }
    return chain;
  }

  static PrivateKey privateKey(String pem) throws GeneralSecurityException {
    for (byte[] der : blocks(pem, "PRIVATE KEY")) {
      for (String algorithm : ALGORITHMS.keySet()) {
        try {
          return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der));
        } catch (InvalidKeySpecException e) {
          // A key of another algorithm: only trying tells.
        }
      }
    }
    throw new InvalidKeySpecException("no key");
  }

  /** Whether the text holds a key of a form that other tools can convert. */
  static boolean isForeignKey(String pem) {
    return Pattern.compile("-----BEGIN (EC|RSA|ENCRYPTED) PRIVATE KEY-----").matcher(pem).find();
  }

  static boolean belongTogether(X509Certificate certificate, PrivateKey key) {
    String signature = ALGORITHMS.get(key.getAlgorithm());
    if (signature == null) {
      return false;
    }
    try {
      Signature signer = Signature.getInstance(signature);
      signer.initSign(key);
      signer.update(PROBE);
      byte[] signed = signer.sign();
      signer.initVerify(certificate.getPublicKey());
      signer.update(PROBE);
      return signer.verify(signed);
    } catch (GeneralSecurityException e) {
      return false; // Another algorithm or curve.
    }
  }

  private static List<byte[]> blocks(String pem, String label) throws InvalidKeySpecException {
    Pattern block =
        Pattern.compile(
            "-----BEGIN " + label + "-----([A-Za-z0-9+/=\\s]*)-----END " + label + "-----");
    List<byte[]> blocks = new ArrayList<>();
    Matcher matcher = block.matcher(pem);
    while (matcher.find()) {
      try {
        blocks.add(Base64.getMimeDecoder().decode(matcher.group(1)));
      } catch (IllegalArgumentException e) {
        throw new InvalidKeySpecException("no base64");
      }
    }
    return blocks;
  }
}
