package dev.slipway.lint.go;

import dev.slipway.lint.go.GoTokens.Token;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// What one Go file says about the program.
///
/// @param packageName of its `package` clause
/// @param main whether it has `func main` in package main
/// @param embedded the patterns of its `//go:embed` directives
/// @param calls each `name.Name` that is called or used
/// @param strings the string constants
/// @param ports that it listens on
/// @param variables package-level `var` names
/// @param readFiles relative paths that it opens while it runs
record GoSource(
    String path,
    String packageName,
    boolean main,
    Set<String> imports,
    List<String> embedded,
    Set<String> calls,
    Set<String> strings,
    Set<Integer> ports,
    Set<String> variables,
    Set<String> readFiles) {

  static GoSource read(String path, String text) {
    return new Reader(path, GoTokens.of(text)).read();
  }

  /// Goes once over a file's tokens.
  private static final class Reader {
    private static final Set<String> LISTENERS =
        Set.of(
            "ListenAndServe", "ListenAndServeTLS", "Listen", "Run", "RunTLS", "Start", "StartTLS");
    private static final Set<String> OPENERS =
        Set.of(
            "Open",
            "ReadFile",
            "ReadDir",
            "ParseFiles",
            "ParseGlob",
            "DirFS",
            "LoadHTMLGlob",
            "LoadHTMLFiles",
            "Static",
            "Dir",
            "StaticFile",
            "ServeFile",
            "SetConfigFile");

    private final String path;
    private final List<Token> tokens;
    private String packageName = "";
    private boolean main;
    private final Set<String> imports = new TreeSet<>();
    private final List<String> embedded = new ArrayList<>();
    private final Set<String> calls = new TreeSet<>();
    private final Set<String> strings = new LinkedHashSet<>();
    private final Set<Integer> ports = new TreeSet<>();
    private final Set<String> variables = new TreeSet<>();
    private final Set<String> readFiles = new TreeSet<>();
    private int braces;
    private int parentheses;

    Reader(String path, List<Token> tokens) {
      this.path = path;
      this.tokens = tokens;
    }

    GoSource read() {
      for (int i = 0; i < tokens.size(); i++) {
        Token token = tokens.get(i);
        switch (token.kind()) {
          case 'd' -> directive(token.text());
          case '{' -> braces++;
          case '}' -> braces--;
          case '(' -> parentheses++;
          case ')' -> parentheses--;
          case 'i' -> i = name(i, token.text());
          case 's' -> string(i, token.text());
          default -> {}
        }
      }
      return new GoSource(
          path, packageName, main, imports, embedded, calls, strings, ports, variables, readFiles);
    }

    private Token at(int index) {
      return index >= 0 && index < tokens.size() ? tokens.get(index) : new Token(' ', "");
    }

    private void directive(String text) {
      if (text.startsWith("go:embed ")) {
        for (String pattern : text.substring("go:embed ".length()).trim().split("\\s+", -1)) {
          String bare = pattern.replace("\"", "").replace("`", "");
          embedded.add(bare.startsWith("all:") ? bare.substring(4) : bare);
        }
      }
    }

    private int name(int index, String name) {
      boolean top = braces == 0 && parentheses == 0;
      if (top && name.equals("package") && packageName.isEmpty()) {
        packageName = at(index + 1).text();
        return index + 1;
      }
      if (top && name.equals("import")) {
        return imports(index + 1);
      }
      if (top && name.equals("func") && at(index + 1).isName("main") && at(index + 2).is('(')) {
        main = packageName.equals("main");
      }
      if (braces == 0 && name.equals("var")) {
        variables(index + 1);
      }
      if (at(index + 1).is('.') && at(index + 2).is('i')) {
        calls.add(name + "." + at(index + 2).text());
      }
      if (name.equals("Run") && at(index + 1).is('(') && at(index + 2).is(')')) {
        defaultPort();
      }
      return index;
    }

    /// gin's `Run()` listens on 8080.
    private void defaultPort() {
      for (String name : imports) {
        if (name.equals("github.com/gin-gonic/gin")) {
          ports.add(8080);
        }
      }
    }

    private void variables(int index) {
      if (at(index).is('(')) {
        int depth = 0;
        boolean first = true;
        for (int i = index; i < tokens.size(); i++) {
          Token token = at(i);
          depth += token.is('(') || token.is('{') ? 1 : token.is(')') || token.is('}') ? -1 : 0;
          if (depth == 0) {
            return;
          }
          if (token.is('i') && depth == 1 && (first || isDeclared(i))) {
            variables.add(token.text());
          }
          first = token.is('(');
        }
      } else if (at(index).is('i')) {
        variables.add(at(index).text());
      }
    }

    /// `name = "x"`, `name string`: what a `var (...)` block has for a linker's `-X`.
    private boolean isDeclared(int index) {
      boolean valued = at(index + 1).is('=');
      boolean typed = at(index + 1).isName("string");
      return (valued || typed) && !at(index - 1).is('.');
    }

    private int imports(int index) {
      if (!at(index).is('(')) {
        int string = at(index).is('s') ? index : index + 1;
        imports.add(at(string).text());
        return string;
      }
      int i = index + 1;
      while (i < tokens.size() && !at(i).is(')')) {
        if (at(i).is('s')) {
          imports.add(at(i).text());
        }
        i++;
      }
      return i;
    }

    private void string(int index, String value) {
      strings.add(value);
      boolean argument = at(index - 1).is('(') || at(index - 1).is(',');
      if (argument) {
        String called = called(index - 1);
        if (LISTENERS.contains(called) || isFlag(called)) {
          port(value, called);
        }
        if (OPENERS.contains(called) && isRelative(value)) {
          readFiles.add(value);
        }
      }
      boolean address = at(index - 1).is(':') && at(index - 2).isName("Addr");
      if (address) {
        port(value, "Addr");
      }
      if (isPlainPort(value)) {
        lonePort(index, value);
      }
    }

    private static boolean isRelative(String value) {
      return !value.isEmpty() && !value.startsWith("/") && !value.contains("://");
    }

    private static boolean isFlag(String called) {
      return called.equals("String") || called.equals("StringVar");
    }

    /// The function that the parenthesis before `index` belongs to.
    private String called(int index) {
      int depth = 0;
      for (int i = index; i > 0 && index - i < 40; i--) {
        if (at(i).is(')')) {
          depth++;
        } else if (at(i).is('(')) {
          if (depth == 0) {
            return at(i - 1).is('i') ? at(i - 1).text() : "";
          }
          depth--;
        }
      }
      return "";
    }

    private void port(String value, String called) {
      int colon = value.lastIndexOf(':');
      if (colon < 0 || value.contains("/") || (isFlag(called) && value.contains(" "))) {
        return;
      }
      add(value.substring(colon + 1));
    }

    private static boolean isPlainPort(String value) {
      return value.length() >= 4
          && value.length() <= 5
          && value.chars().allMatch(Character::isDigit);
    }

    /// A number by itself counts where `PORT` is asked for, or a name says what it is.
    private void lonePort(int index, String value) {
      boolean named = false;
      for (int i = Math.max(0, index - 12); i < index; i++) {
        named |= at(i).text().toLowerCase(java.util.Locale.ROOT).equals("port");
      }
      if (named || (calls.contains("os.Getenv") && strings.contains("PORT"))) {
        add(value);
      }
    }

    private void add(String digits) {
      if (digits.isEmpty() || digits.length() > 5 || !digits.chars().allMatch(Character::isDigit)) {
        return;
      }
      int port = Integer.parseInt(digits);
      if (port > 0 && port < 65536) {
        ports.add(port);
      }
    }
  }
}
