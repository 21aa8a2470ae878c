package dev.slipway.lint.shellcheck;

import dev.slipway.dockerfile.Span;
import dev.slipway.dockerfile.parse.CommandText;
import dev.slipway.lint.Description;
import dev.slipway.lint.Finding;
import dev.slipway.lint.Kind;
import dev.slipway.lint.Level;
import dev.slipway.lint.Levels;
import dev.slipway.lint.Subject;
import dev.slipway.lint.shellcheck.ShellCheckProgram.Remark;
import dev.slipway.lint.stage.RunStep;
import dev.slipway.lint.stage.Stages;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Asks ShellCheck about every `RUN`, and finds its remarks' places in the Dockerfile.
public final class ShellCheck {
  private ShellCheck() {}

  /// Its findings; none where the program is not installed.
  ///
  /// @param searchPath the caller's `PATH`
  public static List<Finding> findings(Subject subject, Levels levels, String searchPath)
      throws IOException, InterruptedException {
    Optional<ShellCheckProgram> program = ShellCheckProgram.find(searchPath);
    var steps = new ArrayList<RunStep>();
    var texts = new ArrayList<String>();
    for (RunStep step : Stages.of(subject).runs()) {
      CommandText text = step.text();
      if (text != null && !step.commands().isEmpty()) {
        String shell = step.step().scope().shell();
        boolean bash = shell.startsWith("bash") || shell.startsWith("/bin/bash");
        steps.add(step);
        texts.add((bash ? "#!/bin/bash\n" : "#!/bin/sh\n") + text.text() + "\n");
      }
    }
    if (program.isEmpty() || texts.isEmpty()) {
      return List.of();
    }
    var findings = new ArrayList<Finding>();
    for (Remark remark : program.get().check(texts)) {
      CommandText text = remark.number() < steps.size() ? steps.get(remark.number()).text() : null;
      if (text != null && remark.line() > 1) {
        Description rule = rule(remark);
        Level level = levels.of(rule);
        if (level != Level.OFF) {
          String address = "see https://www.shellcheck.net/wiki/" + remark.code();
          findings.add(
              new Finding(rule, level, span(text, remark), remark.message(), address, null));
        }
      }
    }
    return findings;
  }

  private static Description rule(Remark remark) {
    Level level =
        switch (remark.level()) {
          case "error" -> Level.ERROR;
          case "warning" -> Level.WARNING;
          default -> Level.NOTE;
        };
    return new Description(
        remark.code(),
        Kind.CORRECTNESS,
        level,
        "ShellCheck's " + remark.code(),
        "ShellCheck knows what shells make of this line");
  }

  /// The word at the remark's place; the shell's name is the first line.
  static Span span(CommandText command, Remark remark) {
    String text = command.text();
    int at = 0;
    for (int line = 2; line < remark.line(); line++) {
      int newline = text.indexOf('\n', at);
      at = newline < 0 ? text.length() : newline + 1;
    }
    int from = Math.min(at + remark.column() - 1, Math.max(0, text.length() - 1));
    int to = from;
    while (to < text.length() && " \t\n;&|".indexOf(text.charAt(to)) < 0) {
      to++;
    }
    return command.span(from, Math.max(to, from + 1));
  }
}
