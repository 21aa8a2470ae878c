package dev.slipway.cli.command.lint;

import dev.slipway.cli.CommandException;
import dev.slipway.cli.Console;
import dev.slipway.cli.SlipwayVersion;
import dev.slipway.cli.command.CallerEnvironment;
import dev.slipway.cli.command.Command;
import dev.slipway.cli.command.Invocation;
import dev.slipway.cli.grammar.Arity;
import dev.slipway.cli.grammar.CommandSpec;
import dev.slipway.cli.grammar.Example;
import dev.slipway.cli.grammar.Option;
import dev.slipway.cli.grammar.ParsedOptions;
import dev.slipway.cli.render.JsonText;
import dev.slipway.cli.render.SafeText;
import dev.slipway.engine.lint.Lints;
import dev.slipway.lint.Description;
import dev.slipway.lint.Finding;
import dev.slipway.lint.Level;
import dev.slipway.lint.Rule;
import dev.slipway.lint.config.Baseline;
import dev.slipway.lint.report.FileReport;
import dev.slipway.lint.report.JsonReport;
import dev.slipway.lint.report.SarifReport;
import dev.slipway.lint.report.TextReport;
import dev.slipway.lint.rules.BuildKitChecks;
import dev.slipway.lint.rules.Rules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// `slipway lint`
public final class LintCommand implements Command {
  private static final Option BASELINE =
      Option.text("baseline", "Leave out the findings that this file lists");
  private static final Option CONFIG =
      Option.text("config", "Settings (default: the nearest \"slipway.toml\")");
  private static final Option CONTEXT =
      Option.text("context", "The build context (default: the directory of FILE)");
  private static final Option FAIL_ON =
      Option.text("fail-on", "Exit with 1 from this level on (\"note\", \"warning\", \"error\")");
  private static final Option FORMAT =
      Option.text("format", "Output format (\"text\", \"json\", \"sarif\")").defaultsTo("text");
  private static final Option ONLY =
      Option.list("only", "Look for this rule alone").valueName("rule");
  private static final Option RULES = Option.flag("rules", "List the rules");
  private static final Option SHELLCHECK =
      Option.flag("shellcheck", "Ask ShellCheck about RUN, where it is installed")
          .defaultsTo("true");
  private static final Option WRITE_BASELINE =
      Option.text("write-baseline", "Write what is found to this file, and exit with 0");

  @Override
  public CommandSpec spec() {
    return CommandSpec.of(
            List.of("lint"),
            "[OPTIONS] [FILE...]",
            "Find what could be better in a Dockerfile",
            Arity.atLeast(0))
        .withOptions(
            BASELINE, CONFIG, CONTEXT, FAIL_ON, FORMAT, ONLY, RULES, SHELLCHECK, WRITE_BASELINE)
        .withDetails(
            """
            Looks at each FILE (the Dockerfile here, if none is named; - is standard input) and at the Go project
            beside it, and says of each weakness what kind it is, why it matters and what to write instead.
            Exits with 1 where something weighs as much as --fail-on says: a warning, unless slipway.toml
            says otherwise. A comment '# slipway ignore=RULE reason' above an instruction leaves a rule out.\
            """)
        .withExamples(
            new Example("lint", "the Dockerfile here"),
            new Example("lint --format sarif services/*/Dockerfile", "for a code host"),
            new Example("lint --write-baseline lint.txt", "later: lint --baseline lint.txt"));
  }

  @Override
  public int run(Invocation invocation) throws IOException, InterruptedException {
    ParsedOptions options = invocation.options();
    Console console = invocation.console();
    if (options.flag(RULES)) {
      return list(console);
    }
    for (String name : options.list(ONLY)) {
      if (!Rules.isKnown(name)) {
        throw new CommandException(
            "no rule is called " + name, "'slipway lint --rules' lists them");
      }
    }
    List<String> files = invocation.arguments().isEmpty() ? List.of(".") : invocation.arguments();
    Lints lints = invocation.slipway().lints();
    var reports = new ArrayList<FileReport>();
    boolean failed = false;
    for (String file : files) {
      LintedFile read =
          LintedFile.read(
              console, file, options.optionalText(CONTEXT), options.optionalText(CONFIG));
      String searchPath = CallerEnvironment.get("PATH");
      if (options.flag(SHELLCHECK) && searchPath != null) {
        read = read.withShellCheck(searchPath);
      }
      FileReport report = selected(options, lints.lint(read.request(), read.text()));
      Level least = failOn(options, read.request().config().failOn());
      failed |= !report.mistakes().isEmpty();
      for (Finding finding : report.findings()) {
        failed |= finding.level().compareTo(least) >= 0;
      }
      reports.add(report);
    }
    if (options.isSet(WRITE_BASELINE)) {
      writeBaseline(Path.of(options.text(WRITE_BASELINE)), reports);
      return 0;
    }
    print(console, options.text(FORMAT), reports);
    return failed ? 1 : 0;
  }

  private static FileReport selected(ParsedOptions options, FileReport report) throws IOException {
    List<Finding> findings = report.findings();
    List<String> only = options.list(ONLY);
    if (!only.isEmpty()) {
      var chosen = new ArrayList<Finding>();
      for (Finding finding : findings) {
        if (only.contains(finding.rule().name())) {
          chosen.add(finding);
        }
      }
      findings = chosen;
    }
    if (options.isSet(BASELINE)) {
      String known = Files.readString(Path.of(options.text(BASELINE)));
      findings = Baseline.parse(known).without(report.source(), findings);
    }
    return new FileReport(report.source(), findings, report.mistakes());
  }

  private static Level failOn(ParsedOptions options, Level configured) {
    if (!options.isSet(FAIL_ON)) {
      return configured;
    }
    return Level.named(options.text(FAIL_ON))
        .filter(level -> level != Level.OFF)
        .orElseThrow(() ->
            CommandException.usage(
                "--fail-on " + options.text(FAIL_ON) + " is no level",
                "write note, warning or error"));
  }

  private static void print(Console console, String format, List<FileReport> reports) {
    switch (format) {
      case "text" -> console.out().print(SafeText.ofLines(TextReport.of(reports)));
      case "json" -> console.out().println(JsonText.indented(JsonReport.document(reports)));
      case "sarif" ->
          console
              .out()
              .println(JsonText.indented(SarifReport.document(reports, SlipwayVersion.NUMBER)));
      default ->
          throw CommandException.usage(
              "--format " + format + " is none", "write text, json or sarif");
    }
  }

  private static void writeBaseline(Path file, List<FileReport> reports) throws IOException {
    var text = new StringBuilder("# Known findings: rule, file, line. 'slipway lint --baseline'\n");
    for (FileReport report : reports) {
      for (Finding finding : report.findings()) {
        text.append(Baseline.line(report.source(), finding)).append('\n');
      }
    }
    Files.writeString(file, text.toString());
  }

  private static int list(Console console) {
    for (Rule rule : Rules.ALL) {
      Description about = rule.about();
      line(console, about.name(), about.level().label(), about.kind().label(), about.summary());
    }
    for (String name : BuildKitChecks.names()) {
      Description about = BuildKitChecks.description(name, "A check of BuildKit's");
      line(console, name, about.level().label(), about.kind().label(), about.summary());
    }
    return 0;
  }

  private static void line(Console console, String name, String level, String kind, String text) {
    console.out().println(pad(name, 34) + pad(level, 9) + pad(kind, 13) + text);
  }

  private static String pad(String text, int width) {
    return text + " ".repeat(Math.max(1, width - text.length()));
  }
}
