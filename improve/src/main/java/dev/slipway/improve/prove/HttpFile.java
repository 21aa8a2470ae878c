package dev.slipway.improve.prove;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A `.http` file, as editors send them: requests with headers and bodies, `###` between them, and
/// variables (`@host = localhost`, `{{host}}`). What else editors know is refused.
public final class HttpFile {
  private final Map<String, String> variables = new LinkedHashMap<>();
  private final List<HttpRequest> requests = new ArrayList<>();

  private HttpFile() {}

  /// The file's requests, in order.
  ///
  /// @throws IllegalArgumentException for what cannot be sent, with its line
  public static List<HttpRequest> parse(String text) {
    var file = new HttpFile();
    var block = new ArrayList<String>();
    int number = 0;
    int start = 1;
    for (String line : text.split("\r?\n", -1)) {
      number++;
      if (line.startsWith("###")) {
        file.block(block, start);
        block.clear();
        start = number + 1;
      } else {
        block.add(line);
      }
    }
    file.block(block, start);
    return file.requests;
  }

  private void block(List<String> lines, int start) {
    int at = 0;
    while (at < lines.size() && isBeforeRequest(lines.get(at))) {
      at++;
    }
    if (at == lines.size()) {
      return;
    }
    try {
      request(lines, at);
    } catch (IllegalArgumentException invalid) {
      throw new IllegalArgumentException(
          "line " + (start + at) + ": " + invalid.getMessage(), invalid);
    }
  }

  private void request(List<String> lines, int first) {
    HttpRequest request = HttpRequest.parse(substituted(lines.get(first)));
    int at = first + 1;
    var headers = new ArrayList<String>();
    while (at < lines.size() && !lines.get(at).isBlank()) {
      if (!isComment(lines.get(at))) {
        headers.add(substituted(lines.get(at).strip()));
      }
      at++;
    }
    var body = new ArrayList<String>();
    for (int i = at + 1; i < lines.size(); i++) {
      String line = lines.get(i);
      if (line.startsWith("< ") || line.startsWith("> ") || line.startsWith("<> ")) {
        throw new IllegalArgumentException("files and scripts (" + line + ") cannot be used here");
      }
      body.add(substituted(line));
    }
    while (!body.isEmpty() && body.getLast().isBlank()) {
      body.removeLast();
    }
    requests.add(request.with(headers, String.join("\n", body)));
  }

  /// Blank lines, comments, and variables, which are taken in.
  private boolean isBeforeRequest(String line) {
    int equals = line.indexOf('=');
    if (line.startsWith("@") && equals > 1) {
      String value = substituted(line.substring(equals + 1).strip());
      variables.put(line.substring(1, equals).strip(), value);
      return true;
    }
    return line.isBlank() || isComment(line);
  }

  private static boolean isComment(String line) {
    return line.startsWith("#") || line.startsWith("//");
  }

  private String substituted(String line) {
    String text = line;
    for (Map.Entry<String, String> variable : variables.entrySet()) {
      text = text.replace("{{" + variable.getKey() + "}}", variable.getValue());
    }
    int open = text.indexOf("{{");
    if (open >= 0 && text.indexOf("}}", open) > 0) {
      String name = text.substring(open, text.indexOf("}}", open) + 2);
      throw new IllegalArgumentException("no variable " + name + " was set");
    }
    return text;
  }
}
