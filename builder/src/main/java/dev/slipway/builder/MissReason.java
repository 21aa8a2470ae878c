package dev.slipway.builder;

import java.util.ArrayList;
import java.util.List;

/// Why the result of a step was not known, against the nearest earlier build of the same file.
public sealed interface MissReason {

  /// One line for the user, without a line end.
  String text();

  /// No earlier build had this step.
  record NeverBuilt() implements MissReason {
    @Override
    public String text() {
      return "never built before";
    }
  }

  /// The build was told to know nothing.
  ///
  /// @param option what said so: `--no-cache`
  record NotLookedUp(String option) implements MissReason {
    @Override
    public String text() {
      return option;
    }
  }

  /// The same step ran before, and what it made is no longer there.
  record ResultGone() implements MissReason {
    @Override
    public String text() {
      return "its earlier result is no longer in the cache";
    }
  }

  /// The step stands on one that ran, too.
  ///
  /// @param title of that step
  record EarlierStepRan(String title) implements MissReason {
    @Override
    public String text() {
      return "an earlier step ran: " + title;
    }
  }

  /// The step stands on another one than before, which is known.
  ///
  /// @param title of what it stands on now
  record OtherParent(String title) implements MissReason {
    @Override
    public String text() {
      return "it follows another step than before: " + title;
    }
  }

  /// The base image is another one under the same name.
  ///
  /// @param name as the Dockerfile has it
  /// @param before its ID in the earlier build
  record BaseChanged(String name, String before, String after) implements MissReason {
    @Override
    public String text() {
      return "base " + name + ": " + before + " -> " + after;
    }
  }

  /// Something that the step is defined by has another value.
  ///
  /// @param name what a user calls it: `ARG VERSION`, `--chown`
  record ValueChanged(String name, String before, String after) implements MissReason {
    private static final int LONGEST = 120;

    @Override
    public String text() {
      return name + ": " + shown(before) + " -> " + shown(after);
    }

    private static String shown(String value) {
      String line = value.replace("\n", "\\n");
      if (line.isEmpty()) {
        return "\"\"";
      }
      return line.codePointCount(0, line.length()) <= LONGEST
          ? line
          : line.substring(0, line.offsetByCodePoints(0, LONGEST - 1)) + "…";
    }
  }

  /// Files that the step copies or mounts are others.
  ///
  /// @param subject which files, where the step has several sets of them; else empty
  /// @param known whether it is known which; if not, the lists are empty
  record FilesChanged(
      String subject, boolean known, List<String> changed, List<String> added, List<String> removed)
      implements MissReason {
    private static final int SHOWN = 3;

    /// Copies the lists.
    public FilesChanged {
      changed = List.copyOf(changed);
      added = List.copyOf(added);
      removed = List.copyOf(removed);
    }

    @Override
    public String text() {
      var parts = new ArrayList<String>();
      part(parts, changed, "changed");
      part(parts, added, "added");
      part(parts, removed, "removed");
      String what = parts.isEmpty() ? "files changed" : String.join("; ", parts);
      return subject.isEmpty() ? what : subject + ": " + what;
    }

    private static void part(List<String> parts, List<String> files, String how) {
      if (files.isEmpty()) {
        return;
      }
      int shown = Math.min(SHOWN, files.size());
      String names = String.join(", ", files.subList(0, shown));
      int more = files.size() - shown;
      parts.add(names + (more > 0 ? " and " + more + " more " : " ") + how);
    }
  }
}
