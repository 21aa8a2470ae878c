package dev.slipway.improve.prove;

import java.util.ArrayList;
import java.util.List;

/// What is asked of a port: `GET /?q=hello`.
public record HttpRequest(String method, String path) {
  /// What is asked where nothing else is said.
  public static final HttpRequest ROOT = new HttpRequest("GET", "/");

  /// Refuses what is no request.
  public HttpRequest {
    boolean word = !method.isEmpty() && method.chars().allMatch(Character::isUpperCase);
    boolean plain = path.startsWith("/") && path.chars().noneMatch(c -> c <= ' ' || c > '~');
    if (!word || !plain) {
      throw new IllegalArgumentException("no request: " + method + " " + path);
    }
  }

  /// `GET /path`, or a path alone.
  ///
  /// @throws IllegalArgumentException where it is none
  public static HttpRequest parse(String text) {
    String line = text.strip();
    int blank = line.indexOf(' ');
    return blank < 0
        ? new HttpRequest("GET", line)
        : new HttpRequest(line.substring(0, blank), path(line.substring(blank + 1).strip()));
  }

  /// Without `HTTP/1.1`, and without the host that a `.http` file may name.
  private static String path(String target) {
    int version = target.indexOf(" HTTP/");
    String path = version < 0 ? target : target.substring(0, version);
    int scheme = path.indexOf("://");
    if (scheme < 0) {
      return path;
    }
    int slash = path.indexOf('/', scheme + 3);
    return slash < 0 ? "/" : path.substring(slash);
  }

  /// The request lines of a `.http` file: comments, headers and bodies are left out.
  public static List<HttpRequest> parseFile(String text) {
    var requests = new ArrayList<HttpRequest>();
    for (String line : text.split("\n", -1)) {
      String word = line.strip();
      int blank = word.indexOf(' ');
      if (blank > 0 && word.substring(0, blank).chars().allMatch(Character::isUpperCase)) {
        requests.add(parse(word));
      }
    }
    return requests;
  }

  @Override
  public String toString() {
    return method + " " + path;
  }
}
