package dev.slipway.image;

/// SHA-256 of a text that is in memory (FIPS 180-4, section 6.2).
///
/// Java's own is many times faster once it is compiled, but asking for it first reads the security
/// configuration and registers a hundred algorithms: 10 ms, more than a short command has to hash
/// in all. It is written for the interpreter, which every call costs more than what it calls.
final class SmallSha256 {
  private static final int BLOCK = 64;
  private static final int LENGTH = 8;

  private static final int[] INITIAL = {
    0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19
  };

  private static final int[] ROUNDS = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2
  };

  private final int[] state = INITIAL.clone();
  private final int[] schedule = new int[BLOCK];

  private SmallSha256() {}

  /// The 32 bytes of the hash.
  static byte[] digest(byte[] content) {
    var sha256 = new SmallSha256();
    int whole = content.length - content.length % BLOCK;
    for (int at = 0; at < whole; at += BLOCK) {
      sha256.add(content, at);
    }
    byte[] end = padded(content, whole);
    for (int at = 0; at < end.length; at += BLOCK) {
      sha256.add(end, at);
    }
    return sha256.hash();
  }

  /// What is behind the last whole block, a bit, zeros, and the length in bits (section 5.1.1).
  private static byte[] padded(byte[] content, int whole) {
    int rest = content.length - whole;
    byte[] end = new byte[rest + 1 + LENGTH > BLOCK ? 2 * BLOCK : BLOCK];
    System.arraycopy(content, whole, end, 0, rest);
    end[rest] = (byte) 0x80;
    long bits = content.length * 8L;
    for (int i = 1; i <= LENGTH; i++) {
      end[end.length - i] = (byte) bits;
      bits >>>= 8;
    }
    return end;
  }

  private void add(byte[] block, int start) {
    int[] w = schedule;
    int at = start;
    for (int t = 0; t < 16; t++) {
      w[t] =
          (block[at] << 24)
              | ((block[at + 1] & 0xff) << 16)
              | ((block[at + 2] & 0xff) << 8)
              | (block[at + 3] & 0xff);
      at += 4;
    }
    for (int t = 16; t < BLOCK; t++) {
      int x = w[t - 15];
      int y = w[t - 2];
      w[t] =
          w[t - 16]
              + w[t - 7]
              + (((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3))
              + (((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10));
    }
    compress(w);
  }

  private void compress(int[] w) {
    int[] k = ROUNDS;
    int[] hash = state;
    int a = hash[0];
    int b = hash[1];
    int c = hash[2];
    int d = hash[3];
    int e = hash[4];
    int f = hash[5];
    int g = hash[6];
    int h = hash[7];
    for (int t = 0; t < BLOCK; t++) {
      int first =
          h
              + (((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7)))
              + (g ^ (e & (f ^ g)))
              + k[t]
              + w[t];
      int second =
          (((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10)))
              + ((a & b) | (c & (a | b)));
      h = g;
      g = f;
      f = e;
      e = d + first;
      d = c;
      c = b;
      b = a;
      a = first + second;
    }
    hash[0] += a;
    hash[1] += b;
    hash[2] += c;
    hash[3] += d;
    hash[4] += e;
    hash[5] += f;
    hash[6] += g;
    hash[7] += h;
  }

  private byte[] hash() {
    byte[] bytes = new byte[32];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (state[i >> 2] >>> (24 - 8 * (i & 3)));
    }
    return bytes;
  }
}
