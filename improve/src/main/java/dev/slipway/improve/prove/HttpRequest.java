package dev.slipway.improve.prove;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/// What is asked of a port: `GET /?q=hello`.
///
/// @param headers `Name: value`, beside those that every request has
public record HttpRequest(String method, String path, List<String> headers, String body) {
  /// What is asked where nothing else is said.
  public static final HttpRequest ROOT = new HttpRequest("GET", "/");

  /// Refuses what is no request.
  public HttpRequest {
    headers = List.copyOf(headers);
    boolean word = !method.isEmpty() && method.chars().allMatch(c -> c >= 'A' && c <= 'Z');
    boolean plain = path.startsWith("/") && path.chars().noneMatch(c -> c <= ' ' || c > '~');
    if (!word || !plain) {
      throw new IllegalArgumentException("no request: " + method + " " + path);
    }
    for (String header : headers) {
      boolean pair = header.indexOf(':') > 0 && header.indexOf(' ') != 0;
      if (!pair || header.chars().anyMatch(c -> c < ' ' || c > '~')) {
        throw new IllegalArgumentException("no header: " + header);
      }
    }
  }

  /// One with neither headers nor a body.
  public HttpRequest(String method, String path) {
    this(method, path, List.of(), "");
  }

  /// `GET /path`, or a path alone.
  ///
  /// @throws IllegalArgumentException where it is none
  public static HttpRequest parse(String text) {
    String line = text.strip();
    int blank = line.indexOf(' ');
    return blank < 0
        ? new HttpRequest("GET", target(line))
        : new HttpRequest(line.substring(0, blank), target(line.substring(blank + 1).strip()));
  }

  /// Without `HTTP/1.1`, and without the host that a `.http` file may name.
  private static String target(String text) {
    int version = text.indexOf(" HTTP/");
    String path = version < 0 ? text : text.substring(0, version).strip();
    int scheme = path.indexOf("://");
    if (scheme < 0) {
      return path;
    }
    int slash = path.indexOf('/', scheme + 3);
    return slash < 0 ? "/" : path.substring(slash);
  }

  HttpRequest with(List<String> moreHeaders, String otherBody) {
    return new HttpRequest(method, path, moreHeaders, otherBody);
  }

  /// As it goes over the wire; each request is the last on its connection.
  byte[] bytes() {
    var text = new StringBuilder(method).append(' ').append(path).append(" HTTP/1.1\r\n");
    header(text, "Host: localhost");
    header(text, "User-Agent: slipway");
    header(text, "Accept: */*");
    byte[] content = body.getBytes(StandardCharsets.UTF_8);
    if (content.length > 0 || method.startsWith("P")) {
      header(text, "Content-Length: " + content.length);
    }
    for (String header : headers) {
      text.append(header).append("\r\n");
    }
    byte[] head =
        text.append("Connection: close\r\n\r\n").toString().getBytes(StandardCharsets.US_ASCII);
    var whole = new byte[head.length + content.length];
    System.arraycopy(head, 0, whole, 0, head.length);
    System.arraycopy(content, 0, whole, head.length, content.length);
    return whole;
  }

  /// Unless the request has one of that name.
  private void header(StringBuilder text, String header) {
    String name = header.substring(0, header.indexOf(':') + 1).toLowerCase(Locale.ROOT);
    for (String own : headers) {
      if (own.toLowerCase(Locale.ROOT).startsWith(name)) {
        return;
      }
    }
    text.append(header).append("\r\n");
  }

  @Override
  public String toString() {
    return method + " " + path;
  }
}
