package dev.slipway.improve.prove;

import dev.slipway.builder.BuildException;
import dev.slipway.builder.BuildRequest;
import dev.slipway.engine.Slipway;
import dev.slipway.image.ImageException;
import dev.slipway.improve.Plan;
import dev.slipway.improve.plan.Planner;
import dev.slipway.improve.prove.Evidence.Verdict;
import dev.slipway.improve.trace.Tracer;
import dev.slipway.lint.Finding;
import dev.slipway.lint.Kind;
import dev.slipway.runtime.ContainerException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// Tries a plan: builds the original and the improved file, runs both, compares. A change that
/// makes a difference is found by halving, and the plan is made again without it.
public final class Prover {
  private final Trials trials;
  private final Planner planner;
  private final Consumer<String> progress;

  /// @param request of the original build
  /// @param searchPath where strace is looked for
  /// @param progress is told what is done
  public Prover(
      Slipway slipway,
      BuildRequest request,
      Planner planner,
      Questions questions,
      String searchPath,
      Consumer<String> progress) {
    trials = new Trials(slipway, request, questions, Tracer.find(searchPath));
    this.planner = planner;
    this.progress = progress;
  }

  /// @param wanted the rules whose changes may be made
  public Proof prove(String text, Predicate<String> wanted)
      throws IOException, InterruptedException {
    return prove(text, wanted, false);
  }

  /// As above; `reported` builds each rung too, twice, and looks into both images.
  public Proof prove(String text, Predicate<String> wanted, boolean reported)
      throws IOException, InterruptedException {
    Plan plan = planner.plan(text, wanted);
    if (plan.changes().isEmpty()) {
      return Proof.impossible(plan, "there is nothing to change");
    }
    List<String> images = trials.images();
    try {
      progress.accept("building and running the original");
      Trial original = trial(plan, 0);
      return switch (original) {
        case Trial.Failed(String why) -> Proof.impossible(plan, why);
        case Trial.Seen(Observation seen) -> {
          Proof proof = prove(plan, wanted, seen);
          yield reported ? proof.with(ladder(proof.plan())) : proof;
        }
      };
    } finally {
      trials.forget(images);
    }
  }

  private Proof prove(Plan first, Predicate<String> wanted, Observation original)
      throws IOException, InterruptedException {
    var rejected = new ArrayList<Rejection>();
    var names = new TreeSet<String>();
    Plan plan = first;
    while (true) {
      int count = plan.changes().size();
      progress.accept("building and running with " + count + (count == 1 ? " change" : " changes"));
      Trial trial = trial(plan, count);
      List<Evidence> evidence = compare(trial, original);
      long size = trial instanceof Trial.Seen seen ? seen.observation().size() : 0;
      String difference = difference(evidence);
      if (difference.isEmpty() || count == 0) {
        return new Proof(plan, evidence, rejected, "", original.size(), size, Optional.empty());
      }
      progress.accept("different: " + difference);
      Rejection culprit = culprit(plan, original, difference);
      progress.accept("the change by " + culprit.change().rule().name() + " makes the difference");
      rejected.add(culprit);
      if (!names.add(culprit.change().rule().name())) {
        String unknown = "no change could be found that is to blame";
        return new Proof(
            first, evidence, rejected, unknown, original.size(), size, Optional.empty());
      }
      plan = planner.plan(first.original(), name -> wanted.test(name) && !names.contains(name));
    }
  }

  private Ladder ladder(Plan plan) throws IOException, InterruptedException {
    var rungs = new ArrayList<Rung>();
    try (RungBuilds builds = trials.rungs()) {
      for (int count = 0; count <= plan.changes().size(); count++) {
        String what = count == 0 ? "" : plan.changes().get(count - 1).what();
        progress.accept("building rung " + count + " of " + plan.changes().size());
        var findings = planner.findings(plan.text(count), plan.files(count));
        int risky = 0;
        for (Finding finding : findings) {
          risky += finding.rule().kind() == Kind.SECURITY ? 1 : 0;
        }
        Rung.Built built = builds.build(plan.text(count), plan.files(count));
        if (built == null) {
          progress.accept("rung " + count + " does not build by itself");
        }
        rungs.add(new Rung(what, built, risky, findings.size() - risky));
      }
    }
    return new Ladder(
        rungs,
        trials.contents(trials.build(plan.original(), List.of())),
        trials.contents(trials.build(plan.text(), plan.files())));
  }

  /// The first change after which the program is another, found by halving.
  private Rejection culprit(Plan plan, Observation original, String difference)
      throws IOException, InterruptedException {
    int good = 0;
    int bad = plan.changes().size();
    String why = difference;
    while (bad - good > 1) {
      int middle = (good + bad) / 2;
      progress.accept("trying the first " + middle + " of them");
      String found = difference(compare(trial(plan, middle), original));
      if (found.isEmpty()) {
        good = middle;
      } else {
        bad = middle;
        why = found;
      }
    }
    return new Rejection(plan.changes().get(bad - 1), why);
  }

  private static List<Evidence> compare(Trial trial, Observation original) {
    return switch (trial) {
      case Trial.Failed(String why) ->
          List.of(new Evidence("build", Verdict.DIFFERENT, "builds", why));
      case Trial.Seen(Observation seen) -> Comparison.of(original, seen);
    };
  }

  private static String difference(List<Evidence> evidence) {
    for (Evidence each : evidence) {
      if (each.verdict() == Verdict.DIFFERENT) {
        return each.what() + ": " + each.before() + " / " + each.after();
      }
    }
    return "";
  }

  /// What came of building and running a text.
  private sealed interface Trial {
    record Seen(Observation observation) implements Trial {}

    record Failed(String why) implements Trial {}
  }

  private Trial trial(Plan plan, int count) throws IOException, InterruptedException {
    try {
      return new Trial.Seen(trials.observe(plan.text(count), plan.files(count)));
    } catch (BuildException | ImageException | ContainerException failed) {
      return new Trial.Failed(String.valueOf(failed.getMessage()));
    }
  }
}
