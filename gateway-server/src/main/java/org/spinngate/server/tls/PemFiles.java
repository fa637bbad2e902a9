package org.spinngate.server.tls;

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
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.PSSParameterSpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Certificates and keys as PEM text (RFC 7468). */
public final class PemFiles {
  /** Key algorithm, and the signature with which a key shows that it belongs to a certificate. */
  private static final Map<String, String> ALGORITHMS =
      Map.of(
          "EC", "SHA256withECDSA",
          "RSA", "SHA256withRSA",
          "EdDSA", "EdDSA",
          "RSASSA-PSS", "RSASSA-PSS");

  private static final PSSParameterSpec PSS =
      new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1);

  private static final int LONGEST = 1 << 20;
  private static final byte[] PROBE = "spinngate".getBytes(StandardCharsets.US_ASCII);

  private PemFiles() {}

  /**
   * The text of a file, of which no more than a megabyte is read.
   *
   * @throws IOException if it cannot be read
   */
  public static String read(Path file) throws IOException {
    try (var content = Files.newInputStream(file)) {
      return new String(content.readNBytes(LONGEST), StandardCharsets.ISO_8859_1);
    }
  }

  /**
   * The certificates of a text in their order; none if it has none.
   *
   * @throws GeneralSecurityException if one of them cannot be understood
   */
  public static List<X509Certificate> certificates(String pem) throws GeneralSecurityException {
    CertificateFactory factory = CertificateFactory.getInstance("X.509");
    List<X509Certificate> chain = new ArrayList<>();
    for (byte[] der : blocks(pem, "CERTIFICATE")) {
      chain.add((X509Certificate) factory.generateCertificate(new ByteArrayInputStream(der)));
    }
    return chain;
  }

  /**
   * The first unencrypted PKCS#8 key of a text.
   *
   * @throws GeneralSecurityException if there is none, or none of a kind that Java knows
   */
  public static PrivateKey privateKey(String pem) throws GeneralSecurityException {
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
  public static boolean isForeignKey(String pem) {
    return Pattern.compile("-----BEGIN (EC|RSA|ENCRYPTED) PRIVATE KEY-----").matcher(pem).find();
  }

  /** Whether what the key signs is what the certificate's key verifies. */
  public static boolean belongTogether(X509Certificate certificate, PrivateKey key) {
    String signature = ALGORITHMS.get(key.getAlgorithm());
    if (signature == null) {
      return false;
    }
    try {
      Signature signer = Signature.getInstance(signature);
      if (signature.equals("RSASSA-PSS")) {
        signer.setParameter(PSS);
      }
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
