package dev.slipway.lint.rules;

import dev.slipway.lint.shell.ShellCommand;
import dev.slipway.lint.shell.ShellWord;
import java.util.ArrayList;
import java.util.List;

/// What package managers are told to do.
final class PackageTool {
  private PackageTool() {}

  static boolean isApt(ShellCommand command) {
    return command.is("apt-get") || command.is("apt");
  }

  static boolean isYum(ShellCommand command) {
    return command.is("yum") || command.is("dnf") || command.is("microdnf");
  }

  /// Whether packages of the system are installed.
  static boolean installs(ShellCommand command) {
    String verb = command.verb();
    return switch (command.name()) {
      case "apt-get", "apt", "aptitude", "yum", "dnf", "microdnf" -> verb.equals("install");
      case "zypper" -> verb.equals("install") || verb.equals("in");
      case "apk" -> verb.equals("add");
      default -> false;
    };
  }

  /// The names behind the verb.
  static List<ShellWord> packages(ShellCommand command) {
    var packages = new ArrayList<ShellWord>();
    boolean value = false;
    boolean behindVerb = false;
    for (ShellWord word : command.arguments()) {
      String text = word.text();
      if (value) {
        value = false;
      } else if (text.startsWith("-")) {
        value =
            switch (text) {
              case "-t",
                  "--target-release",
                  "-o",
                  "-c",
                  "--virtual",
                  "--repository",
                  "-X",
                  "--root",
                  "-p" ->
                  true;
              default -> false;
            };
        if (command.is("apk") && text.equals("-t")) {
          value = true;
        }
      } else if (behindVerb) {
        packages.add(word);
      } else {
        behindVerb = true;
      }
    }
    return packages;
  }
}
