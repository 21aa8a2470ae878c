package dev.slipway.registry.transport;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// An answer, whose body is read by whoever wants it.
///
/// @param uri where it came from, after redirects
/// @param headers by names in lower case
public record Response(int status, URI uri, Map<String, List<String>> headers, InputStream body)
    implements AutoCloseable {
  /// More than this of an error's text helps nobody.
  private static final int MOST_OF_AN_ERROR = 64 * 1024;

  public Response {
    Map<String, List<String>> lower = new TreeMap<>();
    headers.forEach((name, values) -> lower.put(name.toLowerCase(Locale.ROOT), values));
    headers = lower;
  }

  public Optional<String> header(String name) {
    return values(name).stream().findFirst();
  }

  public List<String> values(String name) {
    return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
  }

  public boolean isSuccess() {
    return status / 100 == 2;
  }

  /// The body's length as the answer claims it; negative where it does not say.
  public long contentLength() {
    try {
      return header("content-length").map(Long::parseLong).orElse(-1L);
    } catch (NumberFormatException nonsense) {
      return -1;
    }
  }

  /// Reads a document whole.
  ///
  /// @throws IOException it is longer than `most`, or broke off
  public byte[] document(int most) throws IOException {
    byte[] bytes = body.readNBytes(most + 1);
    if (bytes.length > most) {
      throw new DocumentTooLarge(most);
    }
    long claimed = contentLength();
    if (claimed >= 0 && claimed != bytes.length) {
      throw new IOException("the answer ended after " + bytes.length + " of " + claimed + " bytes");
    }
    return bytes;
  }

  /// The beginning of an error's body; what cannot be read is left out.
  public byte[] errorText() {
    try {
      return body.readNBytes(MOST_OF_AN_ERROR);
    } catch (IOException broken) {
      return new byte[0];
    }
  }

  @Override
  public void close() {
    try {
      body.close();
    } catch (IOException late) {
      // Nobody waits for it any more.
    }
  }

  /// A document that is longer than such documents may be.
  public static final class DocumentTooLarge extends IOException {
    private static final long serialVersionUID = 1L;

    DocumentTooLarge(int most) {
      super("the document is larger than " + most + " bytes");
    }
  }
}
