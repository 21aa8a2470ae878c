package dev.slipway.builder.check;

import dev.slipway.builder.lower.StageScope;
import dev.slipway.dockerfile.Add;
import dev.slipway.dockerfile.Assignment;
import dev.slipway.dockerfile.Copy;
import dev.slipway.dockerfile.InlineFile;
import dev.slipway.dockerfile.Instruction;
import dev.slipway.dockerfile.MountFlag;
import dev.slipway.dockerfile.Run;
import dev.slipway.dockerfile.Suggestion;
import dev.slipway.dockerfile.Template;
import dev.slipway.dockerfile.Transfer;
import dev.slipway.dockerfile.Variables;
import dev.slipway.dockerfile.WordExpander;
import dev.slipway.dockerfile.check.Findings;
import dev.slipway.dockerfile.check.NearestName;
import dev.slipway.dockerfile.check.Rule;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// A variable that nothing above defines: it is replaced by nothing.
public final class UndefinedVar {
  /// What it is called.
  public static final Rule RULE =
      Rule.of("UndefinedVar", "Variables should be defined before their use", "undefined-var");

  private final Instruction instruction;
  private final StageScope scope;
  private final Findings findings;

  UndefinedVar(Instruction instruction, StageScope scope, Findings findings) {
    this.instruction = instruction;
    this.scope = scope;
    this.findings = findings;
  }

  void assignments(List<Assignment> assignments) {
    for (Assignment each : assignments) {
      template(each.name());
      template(each.value());
    }
  }

  void copy(Copy copy) {
    transfer(copy.transfer(), null);
  }

  void add(Add add) {
    transfer(add.transfer(), add.checksum());
  }

  private void transfer(Transfer transfer, @Nullable Template checksum) {
    template(transfer.chown());
    template(transfer.chmod());
    template(checksum);
    templates(transfer.sources());
    template(transfer.destination());
    for (InlineFile file : transfer.files()) {
      if (file.expand() && file.content().indexOf('$') >= 0) {
        report(
            WordExpander.OF_HEREDOCS
                .expand(file.content(), scope.variables(), file.span())
                .missing());
      }
    }
  }

  void run(Run run) {
    for (MountFlag mount : run.mountFlags()) {
      for (MountFlag.Option option : mount.options()) {
        template(option.value());
      }
    }
  }

  void templates(List<Template> templates) {
    for (Template template : templates) {
      template(template);
    }
  }

  void template(@Nullable Template template) {
    if (template != null && template.hasVariables()) {
      report(template.expandTracked(scope.variables()).missing());
    }
  }

  /// The default of an `ARG`, which sees those before it on its line.
  void template(Template template, Variables variables) {
    if (template.hasVariables()) {
      report(template.expandTracked(variables).missing());
    }
  }

  private void report(Set<String> missing) {
    if (missing.isEmpty()) {
      return;
    }
    List<String> known =
        findings.areMany() ? List.of() : scope.variables().names(Suggestion.MOST_NAMES);
    for (String name : new TreeSet<>(missing)) {
      if (!scope.declares(name) && !isNoVariable(name)) {
        String near = NearestName.of(name, known);
        findings.add(
            RULE,
            instruction,
            "Usage of undefined variable '$"
                + name
                + "'"
                + (near == null ? "" : " (did you mean $" + near + "?)"));
      }
    }
  }

  /// Arguments that speak to the builder and have no value for instructions.
  private static boolean isNoVariable(String name) {
    return name.equals("BUILDKIT_SBOM_SCAN_CONTEXT") || name.equals("BUILDKIT_SBOM_SCAN_STAGE");
  }
}
