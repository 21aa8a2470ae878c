package dev.slipway.lint.rules;

import dev.slipway.dockerfile.Cmd;
import dev.slipway.dockerfile.Instruction;
import dev.slipway.lint.Description;
import dev.slipway.lint.Findings;
import dev.slipway.lint.Fix;
import dev.slipway.lint.Kind;
import dev.slipway.lint.Level;
import dev.slipway.lint.Rule;
import dev.slipway.lint.Subject;
import dev.slipway.lint.go.GoProject;
import dev.slipway.lint.stage.StageView;
import dev.slipway.lint.stage.Stages;
import dev.slipway.lint.stage.Writing;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The program is compiled at every start.
public final class GoRunAtStart implements Rule {
  private static final Description ABOUT =
      new Description(
          "GoRunAtStart",
          Kind.SPEED,
          Level.WARNING,
          "The program is compiled at every start",
          "go run needs the whole toolchain in the image, and seconds before the program answers");

  @Override
  public Description about() {
    return ABOUT;
  }

  @Override
  public void look(Subject subject, Findings findings) {
    StageView last = Stages.of(subject).last();
    for (Instruction start : ShippedStart.all(last)) {
      List<String> words = ShippedStart.words(start);
      int run = words.indexOf("run");
      if (run > 0 && words.get(run - 1).endsWith("go")) {
        findings.add(
            start.span(),
            "go run compiles the program each time a container starts",
            "compile it by RUN go build -o /PROGRAM, and start that",
            fix(subject, last, start, words.subList(run + 1, words.size())));
      }
    }
  }

  private static @Nullable Fix fix(
      Subject subject, StageView last, Instruction start, List<String> words) {
    boolean own = start.span().startLine() > last.stage().from().span().startLine();
    int at = 0;
    while (at < words.size() && !words.get(at).startsWith("-") && words.get(at).endsWith(".go")) {
      at++;
    }
    String target =
        at == 0 && !words.isEmpty() ? words.getFirst() : directory(words.subList(0, at));
    if (!own || target.isEmpty() || target.startsWith("-")) {
      return null;
    }
    GoProject project = GoProject.of(subject);
    String bare =
        target.equals(".") || target.equals("./")
            ? "."
            : target.startsWith("./") ? target.substring(2) : target;
    String program = project.programName(bare);
    String path = last.end().resolve(program);
    var exec = new ArrayList<String>(List.of(path));
    exec.addAll(words.subList(Math.max(1, at), words.size()));
    Writing writing = Writing.of(subject);
    String keyword = start instanceof Cmd ? "CMD " : "ENTRYPOINT ";
    return Fix.of(
        "compile the program when the image is built",
        List.of(
            writing.before(start, "RUN go build -o " + program + " " + target),
            writing.replace(start, keyword + JsonWords.of(exec))));
  }

  /// `./cmd/app` of `./cmd/app/main.go`.
  private static String directory(List<String> files) {
    if (files.isEmpty()) {
      return "";
    }
    String file = files.getFirst();
    int slash = file.lastIndexOf('/');
    String directory = slash < 0 ? "." : file.substring(0, slash);
    return directory.equals(".") || directory.startsWith("./") ? directory : "./" + directory;
  }
}
