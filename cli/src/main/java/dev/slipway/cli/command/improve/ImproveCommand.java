package dev.slipway.cli.command.improve;

import dev.slipway.builder.BuildRequest;
import dev.slipway.cli.CommandException;
import dev.slipway.cli.Console;
import dev.slipway.cli.command.CallerEnvironment;
import dev.slipway.cli.command.Command;
import dev.slipway.cli.command.Invocation;
import dev.slipway.cli.command.build.GrantOptions;
import dev.slipway.cli.command.lint.LintedFile;
import dev.slipway.cli.grammar.Arity;
import dev.slipway.cli.grammar.CommandSpec;
import dev.slipway.cli.grammar.Example;
import dev.slipway.cli.grammar.Option;
import dev.slipway.cli.grammar.OptionGroup;
import dev.slipway.cli.grammar.ParsedOptions;
import dev.slipway.cli.render.SafeText;
import dev.slipway.dockerfile.DockerfileException;
import dev.slipway.dockerfile.parse.DockerfileParser;
import dev.slipway.engine.Slipway;
import dev.slipway.engine.lint.LintRequest;
import dev.slipway.engine.lint.Lints;
import dev.slipway.improve.Plan;
import dev.slipway.improve.plan.Planner;
import dev.slipway.improve.prove.Proof;
import dev.slipway.improve.prove.Prover;
import dev.slipway.improve.report.HtmlReport;
import dev.slipway.lint.NewFile;
import dev.slipway.lint.go.GoProject;
import dev.slipway.lint.rules.Rules;
import dev.slipway.tasks.Termination;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Predicate;

/// `slipway improve`
public final class ImproveCommand implements Command {
  static final Option BUILD_ARG =
      Option.list("build-arg", "Set build-time variables for the proof").valueName("stringArray");
  static final Option COMMAND =
      Option.list("command", "Also run the program with these words (\"--version\") and compare")
          .valueName("words");
  private static final Option CONFIG =
      Option.text("config", "Settings (default: the nearest \"slipway.toml\")");
  private static final Option CONTEXT =
      Option.text("context", "The build context (default: the directory of FILE)");
  private static final Option DRY_RUN =
      Option.flag("dry-run", "Show the changes; build nothing, write nothing");
  private static final Option INTERACTIVE =
      Option.flag("interactive", 'i', "Ask for each change whether it is to be made");
  private static final Option ONLY =
      Option.list("only", "Make the changes of this rule alone").valueName("rule");
  static final Option PORT =
      Option.list("port", "A port that the program listens on, beside those that are found")
          .valueName("port");
  private static final Option PROVE =
      Option.flag("prove", "Build and run both, and leave out what makes a difference")
          .defaultsTo("true");
  private static final Option REPORT =
      Option.text(
          "report",
          "Build each rung too, and write the ladder and the proof as an HTML page to this file");
  static final Option REQUEST =
      Option.list("request", "What to ask (\"GET /?q=hello\", or @FILE.http)").valueName("request");
  private static final Option SKIP =
      Option.list("skip", "Leave out the changes of this rule").valueName("rule");
  private static final Option WRITE = Option.flag("write", 'w', "Write the result to the file");

  /// How long a proof that is told to stop may take to clean up.
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @Override
  public CommandSpec spec() {
    return CommandSpec.of(
            List.of("improve"),
            "[OPTIONS] [FILE]",
            "Make a Dockerfile better, and prove that its image does the same",
            Arity.between(0, 1))
        .withGroups(
            OptionGroup.of(
                BUILD_ARG,
                COMMAND,
                CONFIG,
                CONTEXT,
                DRY_RUN,
                INTERACTIVE,
                ONLY,
                PORT,
                PROVE,
                REPORT,
                REQUEST,
                SKIP,
                WRITE),
            GrantOptions.KEYS)
        .withDetails(
            """
            Plans the fixes of what 'slipway lint' finds as edits of the text, so that comments and style stay, and
            shows them with their reasons. Then it builds both files, runs both images, and compares: how they end, what
            they answer, their environment, user, directory, time zone and reaction to the stop signal, where they leave
            files, what their health check gives and, where strace is installed, which files they open, programs they
            start and name servers they ask. A change that makes a difference is found by halving and left out. What
            was not compared is said. Nothing is written without --write, nor where nothing could be proved: then the
            exit code is 1, and --prove=false makes the changes nevertheless.\
            """)
        .withExamples(
            new Example("improve", "the Dockerfile here"),
            new Example(
                "improve --write --request 'GET /?q=hello' service",
                "prove by a request, then write"),
            new Example("improve --dry-run --only RootUser", "one rule's change, nothing built"));
  }

  @Override
  public int run(Invocation invocation) throws IOException, InterruptedException {
    ParsedOptions options = invocation.options();
    Console console = invocation.console();
    String argument = invocation.arguments().isEmpty() ? "." : invocation.argument(0);
    if (argument.equals("-")) {
      throw CommandException.usage("improve needs a file", "name the Dockerfile");
    }
    LintedFile file =
        LintedFile.read(
            console, argument, options.optionalText(CONTEXT), options.optionalText(CONFIG));
    Slipway slipway = invocation.slipway();
    var planner = new Planner(file.request(), slipway.lints(), names(slipway));
    Predicate<String> wanted = wanted(options);
    try {
      if (options.flag(INTERACTIVE)) {
        wanted = asked(console, planner, file.text(), wanted);
      }
      return improve(invocation, file, planner, wanted);
    } catch (DockerfileException unreadable) {
      throw new CommandException(String.valueOf(unreadable.getMessage()), "mend these first");
    }
  }

  private static int improve(
      Invocation invocation, LintedFile file, Planner planner, Predicate<String> wanted)
      throws IOException, InterruptedException {
    ParsedOptions options = invocation.options();
    Console console = invocation.console();
    Plan plan = planner.plan(file.text(), wanted);
    console.out().print(SafeText.ofLines(PlanText.of(plan)));
    if (plan.changes().isEmpty() || options.flag(DRY_RUN)) {
      return 0;
    }
    console.out().flush();
    if (options.flag(PROVE)) {
      Proof proof = prove(invocation, file, planner, wanted);
      console.out().print(SafeText.ofLines(ProofText.of(proof)));
      if (options.isSet(REPORT)) {
        Files.writeString(Path.of(options.text(REPORT)), HtmlReport.of(proof));
      }
      if (!proof.impossible().isEmpty()) {
        if (options.flag(WRITE)) {
          console
              .out()
              .println("Nothing was written: --prove=false makes changes without a proof.");
        }
        return 1;
      }
      plan = proof.plan();
      if (plan.changes().isEmpty()) {
        return 0;
      }
    } else {
      console.out().println("Not proved: --prove=false.");
    }
    if (options.flag(WRITE)) {
      write(Objects.requireNonNull(file.request().file()), file.request(), plan);
      console.out().println("Wrote " + file.request().name() + ".");
    }
    return 0;
  }

  /// The names of images that a base may be pinned to.
  private static List<String> names(Slipway slipway) throws IOException {
    var names = new ArrayList<String>();
    for (var image : slipway.images().list()) {
      image.reference().ifPresent(reference -> names.add(reference.familiar()));
    }
    return names;
  }

  private static Predicate<String> wanted(ParsedOptions options) {
    List<String> only = options.list(ONLY);
    List<String> skip = options.list(SKIP);
    for (List<String> names : List.of(only, skip)) {
      for (String name : names) {
        if (!Rules.isKnown(name)) {
          throw new CommandException(
              "no rule is called " + name, "'slipway lint --rules' lists them");
        }
      }
    }
    return name -> (only.isEmpty() || only.contains(name)) && !skip.contains(name);
  }

  /// Asks for one rule after the other; those that are refused are planned without.
  private static Predicate<String> asked(
      Console console, Planner planner, String text, Predicate<String> wanted) throws IOException {
    var refused = new TreeSet<String>();
    var accepted = new TreeSet<String>();
    Predicate<String> rest = name -> wanted.test(name) && !refused.contains(name);
    var answers = new Answers(console);
    while (true) {
      Plan plan = planner.plan(text, rest);
      int open = 0;
      while (open < plan.changes().size()
          && accepted.contains(plan.changes().get(open).rule().name())) {
        open++;
      }
      if (open == plan.changes().size()) {
        return rest;
      }
      console.out().print(SafeText.ofLines(PlanText.change(plan, open)));
      String name = plan.changes().get(open).rule().name();
      (answers.isYes("Make this change? [y/N] ") ? accepted : refused).add(name);
    }
  }

  private static Proof prove(
      Invocation invocation, LintedFile file, Planner planner, Predicate<String> wanted)
      throws IOException, InterruptedException {
    Console console = invocation.console();
    LintRequest request = file.request();
    var subject =
        Lints.subject(
            request, DockerfileParser.parse(request.name(), file.text()), List.of(), List.of());
    var questions = ProofOptions.questions(invocation.options(), GoProject.of(subject).ports());
    BuildRequest build =
        ProofOptions.build(invocation.options(), Objects.requireNonNull(request.context()));
    try (Termination _ = Termination.interruptsThisThread(PATIENCE)) {
      var prover =
          new Prover(
              invocation.slipway(),
              build,
              planner,
              questions,
              Objects.requireNonNullElse(CallerEnvironment.get("PATH"), ""),
              line -> {
                console.err().println("proof: " + SafeText.of(line));
                console.err().flush();
              });
      return prover.prove(file.text(), wanted, invocation.options().isSet(REPORT));
    }
  }

  private static void write(Path file, LintRequest request, Plan plan) throws IOException {
    Files.write(file, plan.text().getBytes(StandardCharsets.UTF_8));
    for (NewFile added : plan.files()) {
      Files.writeString(
          Objects.requireNonNull(request.context()).resolve(added.path()), added.text());
    }
  }
}
