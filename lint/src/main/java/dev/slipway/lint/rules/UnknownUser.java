package dev.slipway.lint.rules;

import dev.slipway.dockerfile.Add;
import dev.slipway.dockerfile.Copy;
import dev.slipway.dockerfile.User;
import dev.slipway.lint.Description;
import dev.slipway.lint.Findings;
import dev.slipway.lint.Kind;
import dev.slipway.lint.Level;
import dev.slipway.lint.Rule;
import dev.slipway.lint.Subject;
import dev.slipway.lint.stage.StageView;
import dev.slipway.lint.stage.Stages;
import dev.slipway.lint.stage.Step;

/// USER names somebody whom an image from scratch does not know.
public final class UnknownUser implements Rule {
  private static final Description ABOUT =
      new Description(
          "UnknownUser",
          Kind.CORRECTNESS,
          Level.ERROR,
          "USER names somebody whom an image from scratch does not know",
          "Names are looked up in the image's own /etc/passwd, and it has none");

  @Override
  public Description about() {
    return ABOUT;
  }

  @Override
  public void look(Subject subject, Findings findings) {
    StageView last = Stages.of(subject).last();
    String name = last.end().user();
    User user = last.last(User.class);
    boolean named =
        !name.isEmpty()
            && name.chars()
                .allMatch(c -> Character.isLetterOrDigit(c) || c == '-' || c == '_' || c == ':')
            && Character.isLetter(name.charAt(0))
            && !name.equals("root");
    if (user == null || !last.bottom().isScratch() || !named) {
      return;
    }
    for (StageView stage : last.chain()) {
      for (Step step : stage.steps()) {
        boolean brings =
            (step.instruction() instanceof Copy copy
                    && (copy.source().contains("passwd")
                        || copy.source().contains("/etc")
                        || copy.destination().text().equals("/")))
                || step.instruction() instanceof Add;
        if (brings) {
          return;
        }
      }
    }
    findings.add(
        user,
        "nobody is called " + name + " in this image",
        "use a number (USER 65532:65532), or copy /etc/passwd from the stage that has the user");
  }
}
