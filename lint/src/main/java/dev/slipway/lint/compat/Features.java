package dev.slipway.lint.compat;

import dev.slipway.dockerfile.Add;
import dev.slipway.dockerfile.CheckOptions;
import dev.slipway.dockerfile.Copy;
import dev.slipway.dockerfile.Dockerfile;
import dev.slipway.dockerfile.HealthCheck;
import dev.slipway.dockerfile.Instruction;
import dev.slipway.dockerfile.Maintainer;
import dev.slipway.dockerfile.MountFlag;
import dev.slipway.dockerfile.OnBuild;
import dev.slipway.dockerfile.Run;
import dev.slipway.dockerfile.RunFlags;
import dev.slipway.dockerfile.Shell;
import dev.slipway.dockerfile.Span;
import dev.slipway.dockerfile.Stage;
import dev.slipway.dockerfile.Template;
import dev.slipway.dockerfile.Transfer;
import dev.slipway.dockerfile.User;
import dev.slipway.dockerfile.Word;
import dev.slipway.dockerfile.Workdir;
import dev.slipway.lint.ProjectFiles;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What of the language a file uses that not every builder knows alike. The names are the first
/// column of the table.
public final class Features {
  /// All names that are looked for.
  static final Set<String> KNOWN =
      Set.of(
          "add-checksum",
          "add-git",
          "add-keep-git-dir",
          "add-unpack",
          "check-directive",
          "chmod-symbolic",
          "copy-exclude",
          "copy-from-stage-in-other-case",
          "copy-heredoc",
          "copy-link",
          "copy-parents",
          "dockerfile-ignore",
          "healthcheck",
          "maintainer",
          "mount-bind",
          "mount-cache",
          "mount-secret",
          "mount-secret-env",
          "mount-ssh",
          "mount-tmpfs",
          "mount-tmpfs-size",
          "onbuild",
          "run-device",
          "run-heredoc",
          "run-network",
          "run-network-host",
          "run-security",
          "shell",
          "start-interval",
          "syntax-directive",
          "unused-stage",
          "variable-default",
          "variable-patterns",
          "workdir-after-user");

  private final Dockerfile file;
  private final List<Use> uses = new ArrayList<>();

  private Features(Dockerfile file) {
    this.file = file;
  }

  /// A feature at a place.
  public record Use(String feature, Span span) {}

  static List<Use> of(Dockerfile file, ProjectFiles files, String name) {
    var features = new Features(file);
    features.directives();
    for (Stage stage : file.stages()) {
      String user = "";
      for (Instruction instruction : stage.instructions()) {
        features.instruction(instruction);
        if (instruction instanceof User(_, _, Template wanted)) {
          user = wanted.text();
        }
        boolean other = !user.isEmpty() && !user.equals("root") && !user.equals("0");
        if (instruction instanceof Workdir && other) {
          features.add("workdir-after-user", instruction.span());
        }
      }
    }
    features.unusedStages();
    Stage first = file.stages().isEmpty() ? null : file.stages().getFirst();
    if (first != null && files.exists(name + ".dockerignore")) {
      features.add("dockerfile-ignore", first.from().span());
    }
    return features.uses;
  }

  private void add(String feature, Span span) {
    uses.add(new Use(feature, span));
  }

  private void directives() {
    Word syntax = file.directives().syntax();
    if (syntax != null) {
      add("syntax-directive", syntax.span());
    }
    boolean checks = !file.directives().checks().equals(CheckOptions.NONE);
    if (checks && !file.stages().isEmpty()) {
      add("check-directive", file.stages().getFirst().from().span());
    }
  }

  private void instruction(Instruction instruction) {
    patterns(instruction);
    switch (instruction) {
      case Run run -> run(run);
      case Copy copy -> {
        transfer(copy.transfer(), copy.span());
        if (copy.parents()) {
          add("copy-parents", copy.span());
        }
        if (copy.from() != null && isOtherCase(copy.from().text())) {
          add("copy-from-stage-in-other-case", copy.from().span());
        }
      }
      case Add add -> add(add);
      case HealthCheck check -> {
        add("healthcheck", check.span());
        if (!check.startInterval().equals(Duration.ZERO)) {
          add("start-interval", check.span());
        }
      }
      case OnBuild trigger -> add("onbuild", trigger.span());
      case Shell shell -> add("shell", shell.span());
      case Maintainer maintainer -> add("maintainer", maintainer.span());
      case Instruction _ -> {}
    }
  }

  private void add(Add add) {
    transfer(add.transfer(), add.span());
    mark(add.checksum(), "add-checksum", add.span());
    mark(add.unpack(), "add-unpack", add.span());
    mark(add.keepGitDirectory(), "add-keep-git-dir", add.span());
    for (Template source : add.transfer().sources()) {
      String text = source.text();
      boolean git = text.startsWith("git@") || text.startsWith("git://");
      boolean web = text.startsWith("http") && (text.endsWith(".git") || text.contains(".git#"));
      if (git || web) {
        add("add-git", source.span());
      }
    }
  }

  private void mark(@Nullable Object given, String feature, Span span) {
    if (given != null) {
      add(feature, span);
    }
  }

  private void transfer(Transfer transfer, Span span) {
    if (!transfer.files().isEmpty()) {
      add("copy-heredoc", span);
    }
    if (transfer.link()) {
      add("copy-link", span);
    }
    if (!transfer.excludes().isEmpty()) {
      add("copy-exclude", span);
    }
    Template mode = transfer.chmod();
    if (mode != null && mode.text().chars().anyMatch(c -> c == '=' || c == '+')) {
      add("chmod-symbolic", mode.span());
    }
  }

  private void run(Run run) {
    if (run.script() != null || run.source().contains("<<")) {
      add("run-heredoc", run.span());
    }
    RunFlags flags = run.flags();
    for (MountFlag mount : flags.mounts()) {
      mount(mount);
    }
    if (flags.networkSpan() != null) {
      add("run-network", flags.networkSpan());
      if (flags.network() == RunFlags.Network.HOST) {
        add("run-network-host", flags.networkSpan());
      }
    }
    if (flags.securitySpan() != null) {
      add("run-security", flags.securitySpan());
    }
    for (RunFlags.Device device : flags.devices()) {
      add("run-device", device.span());
    }
  }

  private void mount(MountFlag mount) {
    String type = "bind";
    boolean variable = false;
    boolean sized = false;
    for (MountFlag.Option option : mount.options()) {
      if (option.key().equals("type") && option.value() != null) {
        type = option.value().text();
      }
      variable |= option.key().equals("env");
      sized |= option.key().equals("size");
    }
    add("mount-" + type, mount.span());
    if (type.equals("secret") && variable) {
      add("mount-secret-env", mount.span());
    }
    if (type.equals("tmpfs") && sized) {
      add("mount-tmpfs-size", mount.span());
    }
  }

  /// `${name#pattern}`, `${name%pattern}`, `${name/pattern/text}`; `${name-word}` without a colon
  private void patterns(Instruction instruction) {
    if (instruction instanceof Run || instruction instanceof OnBuild) {
      return; // The shell's own.
    }
    String text = instruction.source();
    for (int at = text.indexOf("${"); at >= 0; at = text.indexOf("${", at + 2)) {
      int end = at + 2;
      while (end < text.length() && Character.isJavaIdentifierPart(text.charAt(end))) {
        end++;
      }
      char next = end < text.length() ? text.charAt(end) : '}';
      if ("#%/".indexOf(next) >= 0) {
        add("variable-patterns", instruction.span());
      } else if ("-+?".indexOf(next) >= 0) {
        add("variable-default", instruction.span());
      }
    }
  }

  private boolean isOtherCase(String name) {
    for (Stage stage : file.stages()) {
      Word known = stage.from().name();
      if (known != null && known.text().equalsIgnoreCase(name)) {
        return !stage.from().source().endsWith(name); // The record's name is in small letters.
      }
    }
    return false;
  }

  /// Stages that the last one does not need.
  private void unusedStages() {
    var needed = new TreeSet<Integer>();
    if (!file.stages().isEmpty()) {
      need(file.stages().getLast(), needed);
    }
    for (Stage stage : file.stages()) {
      if (!needed.contains(stage.index())) {
        add("unused-stage", stage.from().span());
      }
    }
  }

  private void need(Stage stage, Set<Integer> needed) {
    if (!needed.add(stage.index())) {
      return;
    }
    needNamed(stage.from().image().text(), stage, needed);
    for (Instruction instruction : stage.instructions()) {
      if (instruction instanceof Copy copy && copy.from() != null) {
        needNamed(copy.from().text(), stage, needed);
      }
      if (instruction instanceof Run run) {
        for (MountFlag mount : run.flags().mounts()) {
          for (MountFlag.Option option : mount.options()) {
            if (option.key().equals("from") && option.value() != null) {
              needNamed(option.value().text(), stage, needed);
            }
          }
        }
      }
    }
  }

  private void needNamed(String name, Stage by, Set<Integer> needed) {
    for (Stage stage : file.stages().subList(0, by.index())) {
      Word known = stage.from().name();
      boolean named = known != null && known.text().equalsIgnoreCase(name);
      if (named || name.equals(Integer.toString(stage.index()))) {
        need(stage, needed);
      }
    }
  }
}
