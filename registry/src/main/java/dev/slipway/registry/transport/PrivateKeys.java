package dev.slipway.registry.transport;

import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Private keys in PEM files: PKCS #8, and RSA's own older form.
final class PrivateKeys {
  private static final Pattern PEM =
      Pattern.compile("-----BEGIN ([A-Z ]*PRIVATE KEY)-----([A-Za-z0-9+/=\\s]+)-----END");

  /// `INTEGER 0, SEQUENCE { OID rsaEncryption, NULL }`
  private static final byte[] RSA = {
    2, 1, 0, 0x30, 13, 6, 9, 0x2a, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xf7, 13, 1, 1, 1, 5, 0
  };

  private PrivateKeys() {}

  static PrivateKey parse(String text, Path file) throws GeneralSecurityException {
    Matcher matcher = PEM.matcher(text);
    if (!matcher.find()) {
      throw new InvalidKeyException(file + " has no private key");
    }
    byte[] der = Base64.getMimeDecoder().decode(matcher.group(2));
    byte[] pkcs8 =
        switch (matcher.group(1)) {
          case "PRIVATE KEY" -> der;
          case "RSA PRIVATE KEY" -> wrapped(der);
          default ->
              throw new InvalidKeyException(
                  file
                      + " has a key of the kind "
                      + matcher.group(1)
                      + ": rewrite it with `openssl pkcs8 -topk8 -nocrypt`");
        };
    for (String algorithm : List.of("RSA", "EC", "Ed25519")) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
      } catch (InvalidKeySpecException other) {
        // The next kind.
      }
    }
    throw new InvalidKeyException(file + " has a key of an unknown kind");
  }

  private static byte[] wrapped(byte[] pkcs1) {
    var inner = new ByteArrayOutputStream();
    inner.writeBytes(RSA);
    inner.writeBytes(tagged(4, pkcs1));
    return tagged(0x30, inner.toByteArray());
  }

  private static byte[] tagged(int tag, byte[] content) {
    var out = new ByteArrayOutputStream();
    out.write(tag);
    if (content.length < 128) {
      out.write(content.length);
    } else if (content.length < 65_536) {
      out.write(0x82);
      out.write(content.length >> 8);
      out.write(content.length);
    } else {
      throw new IllegalArgumentException("no key is that long");
    }
    out.writeBytes(content);
    return out.toByteArray();
  }
}
