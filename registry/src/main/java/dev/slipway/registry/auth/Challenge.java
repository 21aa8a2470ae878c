package dev.slipway.registry.auth;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What a server wants to see before it answers (RFC 9110, section 11.6.1).
///
/// @param scheme in lower case
/// @param parameters by names in lower case
record Challenge(String scheme, Map<String, String> parameters) {
  Challenge {
    parameters = Map.copyOf(parameters);
  }

  String parameter(String name) {
    return parameters.getOrDefault(name, "");
  }

  /// Reads every challenge of the `WWW-Authenticate` headers of an answer: several in one header,
  /// in any order, with parameters in any order.
  static List<Challenge> parse(List<String> headers) {
    List<Challenge> challenges = new ArrayList<>();
    headers.forEach(header -> new Parser(header).readInto(challenges));
    return challenges;
  }

  /// Reads one header from left to right.
  private static final class Parser {
    private final String text;
    private int at;

    Parser(String text) {
      this.text = text;
    }

    void readInto(List<Challenge> challenges) {
      String scheme = null;
      Map<String, String> parameters = new LinkedHashMap<>();
      while (skipBlanks()) {
        String word = word();
        if (word.isEmpty()) {
          at++; // What belongs to no challenge.
          continue;
        }
        int afterWord = at;
        boolean more = skipSpaces();
        if (more && text.charAt(at) == '=' && scheme != null && !isToken68()) {
          at++;
          skipSpaces();
          parameters.put(word.toLowerCase(Locale.ROOT), value());
        } else {
          at = afterWord;
          if (scheme != null) {
            challenges.add(new Challenge(scheme, parameters));
          }
          scheme = word.toLowerCase(Locale.ROOT);
          parameters.clear();
        }
      }
      if (scheme != null) {
        challenges.add(new Challenge(scheme, parameters));
      }
    }

    /// `Negotiate abcd==` has no parameters.
    private boolean isToken68() {
      int i = at;
      while (i < text.length() && text.charAt(i) == '=') {
        i++;
      }
      return i == text.length() || (i > at + 1);
    }

    private boolean skipBlanks() {
      while (at < text.length() && (Character.isWhitespace(text.charAt(at)) || isComma())) {
        at++;
      }
      return at < text.length();
    }

    private boolean isComma() {
      return text.charAt(at) == ',';
    }

    private boolean skipSpaces() {
      while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
        at++;
      }
      return at < text.length();
    }

    private String word() {
      int start = at;
      while (at < text.length() && " \t,=\"".indexOf(text.charAt(at)) < 0) {
        at++;
      }
      return text.substring(start, at);
    }

    private String value() {
      if (at >= text.length() || text.charAt(at) != '"') {
        return word();
      }
      var value = new StringBuilder();
      at++;
      while (at < text.length() && text.charAt(at) != '"') {
        if (text.charAt(at) == '\\' && at + 1 < text.length()) {
          at++;
        }
        value.append(text.charAt(at++));
      }
      at++;
      return value.toString();
    }
  }
}
