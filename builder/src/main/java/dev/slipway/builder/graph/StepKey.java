package dev.slipway.builder.graph;

import dev.slipway.image.Digest;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// What a step's result is known by: the digest of its named inputs.
///
/// An input is a definition, a content or another step's key. Times, the order of running and the
/// bytes of a `RUN`'s result are in no key.
public record StepKey(Digest digest) {

  /// The key of these inputs, in their order.
  public static StepKey of(Map<String, String> inputs) {
    var bytes = new ByteArrayOutputStream();
    try (var out = new DataOutputStream(bytes)) {
      out.writeInt(inputs.size());
      for (var input : inputs.entrySet()) {
        write(out, input.getKey());
        write(out, input.getValue());
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return new StepKey(Digest.sha256(bytes.toByteArray()));
  }

  /// Lengths go first: no two lists of inputs give the same bytes.
  private static void write(DataOutputStream out, String text) throws IOException {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(utf8.length);
    out.write(utf8);
  }

  /// The hexadecimal digits, as file names have them.
  public String hex() {
    return digest.hex();
  }

  /// Written out: a record's own is put together at run time, which costs a short build
  /// milliseconds.
  @Override
  public boolean equals(Object other) {
    return other instanceof StepKey that && digest.equals(that.digest);
  }

  @Override
  public int hashCode() {
    return digest.hashCode();
  }
}
