package dev.slipway.lint.rules;

import dev.slipway.dockerfile.Add;
import dev.slipway.dockerfile.Assignment;
import dev.slipway.dockerfile.Cmd;
import dev.slipway.dockerfile.Command;
import dev.slipway.dockerfile.Copy;
import dev.slipway.dockerfile.Entrypoint;
import dev.slipway.dockerfile.Env;
import dev.slipway.dockerfile.Expose;
import dev.slipway.dockerfile.From;
import dev.slipway.dockerfile.Instruction;
import dev.slipway.dockerfile.Label;
import dev.slipway.dockerfile.Run;
import dev.slipway.dockerfile.Span;
import dev.slipway.dockerfile.StopSignal;
import dev.slipway.dockerfile.Volume;
import dev.slipway.dockerfile.Workdir;
import dev.slipway.lint.Edit;
import dev.slipway.lint.Fix;
import dev.slipway.lint.Subject;
import dev.slipway.lint.TextEdits;
import dev.slipway.lint.go.GoCommand;
import dev.slipway.lint.go.GoProject;
import dev.slipway.lint.shell.ShellCommand;
import dev.slipway.lint.shell.ShellScript;
import dev.slipway.lint.shell.ShellWord;
import dev.slipway.lint.stage.StageView;
import dev.slipway.lint.stage.Step;
import dev.slipway.lint.stage.Writing;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Splits the stage that compiles: a new last stage has the program and what it reads, at the same
/// places, with the same settings. It begins where the last file was made.
final class LeanStage {
  private final Subject subject;
  private final StageView stage;
  private final GoProject project;
  private final Writing writing;
  private final List<Edit> edits = new ArrayList<>();
  private final StringBuilder lines = new StringBuilder();
  private String name = "build";

  private LeanStage(Subject subject, StageView stage) {
    this.subject = subject;
    this.stage = stage;
    project = GoProject.of(subject);
    writing = Writing.of(subject);
  }

  /// Null where it takes a person: packages that are used at run time, a shell's line.
  static @Nullable Fix plan(Subject subject, StageView stage) {
    return new LeanStage(subject, stage).plan();
  }

  private @Nullable Fix plan() {
    Instruction start = ShippedStart.of(stage);
    if (start == null || stage.parent() != null || !SelfContained.is(stage, project)) {
      return null;
    }
    List<String> words = ShippedStart.words(start);
    GoCommand command =
        words.isEmpty() ? null : ProgramFile.maker(subject, stage, words.getFirst());
    Step first = firstSetting();
    if (command == null || first == null || !link(command)) {
      return null;
    }
    nameStage();
    head(first);
    copies(command, words.getFirst());
    tail(first);
    if (!starts()) {
      return null;
    }
    edits.add(writing.before(first.instruction(), lines.toString()));
    return Fix.of("ship the program alone, in a stage of its own", edits);
  }

  /// The first of the instructions behind the last one that makes files.
  private @Nullable Step firstSetting() {
    Step first = null;
    for (Step step : stage.steps().reversed()) {
      if (step.instruction() instanceof Run
          || step.instruction() instanceof Copy
          || step.instruction() instanceof Add) {
        break;
      }
      first = step;
    }
    return first;
  }

  /// Makes the program static.
  private boolean link(GoCommand command) {
    if (!command.linksStatically()) {
      Edit edit =
          project.needsCgo()
              ? GoFlags.inValue(
                  command,
                  "ldflags",
                  " -linkmode external -extldflags -static",
                  "-ldflags=\"-linkmode external -extldflags -static\"")
              : GoFlags.cgoOff(command);
      if (edit == null) {
        return false;
      }
      edits.add(edit);
    }
    String tags = project.needsCgo() ? "netgo,osusergo" : "";
    if (project.needsTimeZones() || hasZone()) {
      tags += (tags.isEmpty() ? "" : ",") + "timetzdata";
    }
    if (!tags.isEmpty()) {
      Edit edit = GoFlags.tagEdit(command, tags);
      if (edit == null) {
        return false;
      }
      edits.add(edit);
    }
    return true;
  }

  /// Whether the program's local time is another than UTC.
  private boolean hasZone() {
    String zone = stage.end().environment().get("TZ");
    return zone != null && !zone.isEmpty() && !zone.equals("UTC");
  }

  private void nameStage() {
    From from = stage.stage().from();
    if (from.name() != null) {
      name = from.name().text();
      return;
    }
    while (subject.file().stage(name).isPresent()) {
      name = name + "-program";
    }
    Span span = from.span();
    boolean lower = from.source().startsWith("from");
    edits.add(
        new Edit(
            new Span(span.endLine(), span.endColumn(), span.endLine(), span.endColumn()),
            (lower ? " as " : " AS ") + name));
  }

  private void add(String line) {
    lines.append('\n').append(line);
  }

  private void head(Step first) {
    if (project.usesTemporaryFiles()) {
      add("RUN mkdir -m 1777 -p /rootfs/tmp");
      add("");
    }
    add("FROM scratch");
    boolean ownDirectory = stage.steps().stream().anyMatch(LeanStage::isWorkdir);
    if (ownDirectory && !first.scope().workdir().equals("/")) {
      add("WORKDIR " + first.scope().workdir());
    }
  }

  private static boolean isWorkdir(Step step) {
    return step.instruction() instanceof Workdir;
  }

  private void copies(GoCommand command, String word) {
    if (project.callsTls()) {
      add(MissingCertificates.line(name));
    }
    String user = stage.end().user();
    if (!user.isEmpty() && Character.isLetter(user.charAt(0)) && !user.equals("root")) {
      add("COPY --from=" + name + " /etc/passwd /etc/passwd");
    } else if (project.usesUserLookup()) {
      add("COPY --from=" + name + " /etc/passwd /etc/group /etc/");
    }
    if (project.usesTemporaryFiles()) {
      add("COPY --from=" + name + " /rootfs/ /");
    }
    for (String program : ProgramFile.all(subject, command)) {
      String file = program.substring(program.lastIndexOf('/') + 1);
      String target = word.contains("/") ? program : "/usr/local/bin/" + file;
      add("COPY --from=" + name + " " + program + " " + target);
    }
    for (String path : project.runtimeFiles()) {
      String place = command.step().step().scope().resolve(path);
      add("COPY --from=" + name + " " + place + " " + place);
    }
    for (String place : ownFiles()) {
      add("COPY --from=" + name + " " + place + " " + place);
    }
  }

  /// Files that the stage puts outside its directory, and of which the sources speak.
  private List<String> ownFiles() {
    var places = new ArrayList<String>();
    for (Step step : stage.steps()) {
      if (step.instruction() instanceof Copy copy) {
        String written = step.scope().expand(copy.transfer().destination());
        String place = step.scope().resolve(written);
        boolean outside = written.startsWith("/") && !place.equals("/");
        boolean beside = (place + "/").startsWith(step.scope().workdir() + "/");
        if (outside && !beside && project.mentions(place)) {
          places.add(place);
        }
      }
    }
    return places;
  }

  /// Settings above the new stage are said again in it, or move there.
  private void tail(Step first) {
    for (Step step : stage.steps()) {
      if (step.equals(first)) {
        break;
      }
      switch (step.instruction()) {
        case Env env when !isForBuild(env) -> add(covered(env));
        case Expose expose -> move(expose);
        case Label label -> move(label);
        case Volume volume -> move(volume);
        case StopSignal signal -> move(signal);
        case Cmd cmd -> move(cmd);
        case Entrypoint entrypoint -> move(entrypoint);
        case Instruction _ -> {}
      }
    }
    if (!first.scope().user().isEmpty()) {
      add("USER " + first.scope().user());
    }
  }

  private static boolean isForBuild(Env env) {
    for (Assignment each : env.assignments()) {
      String variable = each.name().text();
      if (!variable.startsWith("GO") && !variable.startsWith("CGO") && !variable.equals("PATH")) {
        return false;
      }
    }
    return true;
  }

  private String covered(Instruction instruction) {
    return TextEdits.covered(subject.source(), instruction.span());
  }

  private void move(Instruction instruction) {
    edits.add(writing.delete(instruction));
    if (!(instruction instanceof Cmd || instruction instanceof Entrypoint)
        || ShippedStart.command(instruction) instanceof Command.Exec) {
      add(covered(instruction));
    } else {
      add(exec(instruction));
    }
  }

  /// There is no shell in the new stage: lines become words, where they are plain.
  private boolean starts() {
    for (Instruction start : ShippedStart.all(stage)) {
      if (!(ShippedStart.command(start) instanceof Command.Shell shell)) {
        continue;
      }
      List<ShellCommand> commands = ShellScript.of(shell.line()).commands();
      boolean plain =
          commands.size() == 1
              && commands.getFirst().assignments().isEmpty()
              && commands.getFirst().redirections().isEmpty()
              && commands.getFirst().words().stream().allMatch(ShellWord::literal);
      if (!plain) {
        return false;
      }
      boolean moved = edits.stream().anyMatch(edit -> isDeletion(edit, start));
      if (!moved) {
        edits.add(writing.replace(start, exec(start)));
      }
    }
    return true;
  }

  private static boolean isDeletion(Edit edit, Instruction start) {
    return edit.text().isEmpty() && edit.span().startLine() == start.span().startLine();
  }

  private static String exec(Instruction start) {
    String keyword = start instanceof Cmd ? "CMD " : "ENTRYPOINT ";
    return keyword + JsonWords.of(ShippedStart.words(start));
  }
}
