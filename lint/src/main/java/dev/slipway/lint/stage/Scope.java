package dev.slipway.lint.stage;

import dev.slipway.dockerfile.DockerfileException;
import dev.slipway.dockerfile.Template;
import dev.slipway.dockerfile.Variables;

/// What holds where an instruction stands.
///
/// @param workdir empty where nothing has set it
/// @param user empty where nothing has set it
/// @param variables of `ENV`, and of `ARG` with a default
/// @param environment those of `ENV` alone
/// @param shell of the shell form; the first word is the program
public record Scope(
    String workdir, String user, Variables variables, Variables environment, String shell) {
  static final Scope EMPTY = new Scope("", "", Variables.EMPTY, Variables.EMPTY, "/bin/sh -c");

  Scope withWorkdir(String path) {
    return new Scope(path, user, variables, environment, shell);
  }

  Scope withUser(String name) {
    return new Scope(workdir, name, variables, environment, shell);
  }

  Scope withShell(String words) {
    return new Scope(workdir, user, variables, environment, words);
  }

  Scope withArgument(String name, String value) {
    return new Scope(workdir, user, variables.with(name, value), environment, shell);
  }

  Scope withEnvironment(String name, String value) {
    return new Scope(
        workdir, user, variables.with(name, value), environment.with(name, value), shell);
  }

  /// The template's value here, or its text where it has none.
  public String expand(Template template) {
    if (!template.hasVariables() && template.text().indexOf('"') < 0) {
      return template.text();
    }
    try {
      return template.expand(variables);
    } catch (DockerfileException _) {
      return template.text();
    }
  }

  /// The absolute path that a path means here.
  public String resolve(String path) {
    if (path.startsWith("/")) {
      return clean(path);
    }
    return clean((workdir.isEmpty() ? "/" : workdir + "/") + path);
  }

  private static String clean(String path) {
    var names = new java.util.ArrayList<String>();
    for (String name : path.split("/", -1)) {
      switch (name) {
        case "", "." -> {}
        case ".." -> {
          if (!names.isEmpty()) {
            names.removeLast();
          }
        }
        default -> names.add(name);
      }
    }
    return "/" + String.join("/", names);
  }

  /// Whether programs run as root here, as far as the file says.
  public boolean isRoot() {
    String name = user.contains(":") ? user.substring(0, user.indexOf(':')) : user;
    return name.isEmpty() || name.equals("root") || name.equals("0");
  }
}
