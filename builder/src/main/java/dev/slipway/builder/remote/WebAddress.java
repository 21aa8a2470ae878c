package dev.slipway.builder.remote;

import dev.slipway.builder.BuildException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/// An address of a file, as it is asked for and as it is shown.
public record WebAddress(URI uri, @Nullable String authorization) {

  public static WebAddress of(String text) {
    try {
      URI uri = new URI(escaped(text));
      if (uri.getHost() == null) {
        throw BuildException.of("no host in address: " + redacted(text), "write http://HOST/PATH");
      }
      String user = uri.getUserInfo();
      String authorization =
          user == null
              ? null
              : "Basic "
                  + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8));
      return new WebAddress(bare(uri), authorization);
    } catch (URISyntaxException mistake) {
      throw BuildException.of(
          "not an address: " + redacted(text) + ": " + mistake.getReason(),
          "write http://HOST/PATH");
    }
  }

  /// Where a redirect leads. The user's name and password go to no other host.
  WebAddress redirected(String location) throws URISyntaxException {
    URI next = uri.resolve(new URI(escaped(location)));
    boolean sameHost = uri.getAuthority().equals(next.getAuthority());
    return new WebAddress(bare(next), sameHost ? authorization : null);
  }

  /// Without what no server is told.
  private static URI bare(URI uri) throws URISyntaxException {
    String authority = uri.getRawAuthority();
    int at = authority == null ? -1 : authority.lastIndexOf('@');
    String host = authority == null ? "" : authority.substring(at + 1);
    String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    return new URI(uri.getScheme() + "://" + host + path + query);
  }

  /// Go's parser takes characters that Java's refuses.
  private static String escaped(String text) {
    var escaped = new StringBuilder();
    for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (each & 0xff);
      if (c <= ' ' || c >= 0x7f || "\"<>\\^`{|}".indexOf(c) >= 0) {
        escaped.append("%%%02X".formatted((int) c));
      } else {
        escaped.append(c);
      }
    }
    return escaped.toString();
  }

  /// An address without its password.
  public static String redacted(String text) {
    return text.replaceFirst("://[^/@]*@", "://xxxxx@");
  }

  @Override
  public String toString() {
    return uri.toString();
  }
}
