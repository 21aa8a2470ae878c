package dev.slipway.improve.prove;

import dev.slipway.improve.prove.Evidence.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/// Two observations side by side.
final class Comparison {
  private final Observation before;
  private final Observation after;
  private final List<Evidence> evidence = new ArrayList<>();

  private Comparison(Observation before, Observation after) {
    this.before = before;
    this.after = after;
  }

  static List<Evidence> of(Observation before, Observation after) {
    var comparison = new Comparison(before, after);
    comparison.end();
    comparison.answers();
    comparison.commands();
    comparison.environment();
    comparison.place();
    comparison.signals();
    comparison.health();
    comparison.declared();
    comparison.changed();
    comparison.evidence.addAll(SeenComparison.of(before, after));
    comparison.measures();
    return comparison.evidence;
  }

  private void add(String what, Verdict verdict, String one, String other) {
    evidence.add(new Evidence(what, verdict, one, other));
  }

  private void compare(String what, String one, String other) {
    add(what, one.equals(other) ? Verdict.SAME : Verdict.DIFFERENT, one, other);
  }

  private void end() {
    compare("end", ending(before), ending(after));
    if (before.exit().isPresent() && after.exit().isPresent()) {
      String output = before.outputs().getFirst();
      String other = after.outputs().getFirst();
      boolean same = Masked.same(output, before.outputs().getLast(), other);
      add("output", same ? Verdict.SAME : Verdict.DIFFERENT, output, other);
    }
  }

  private static String ending(Observation one) {
    return one.exit().isPresent() ? "exit code " + one.exit().getAsInt() : "runs on";
  }

  private void answers() {
    var asked = new TreeSet<>(before.answers().keySet());
    asked.addAll(after.answers().keySet());
    for (String what : asked) {
      List<HttpAnswer> one = before.answers().getOrDefault(what, List.of());
      List<HttpAnswer> other = after.answers().getOrDefault(what, List.of());
      if (one.isEmpty() || other.isEmpty()) {
        boolean both = one.isEmpty() && other.isEmpty();
        add(what, both ? Verdict.NOT_COMPARED : Verdict.DIFFERENT, first(one), first(other));
        continue;
      }
      HttpAnswer first = one.getFirst();
      HttpAnswer answer = other.getFirst();
      boolean same =
          first.status() == answer.status()
              && first.contentType().equals(answer.contentType())
              && Masked.same(first.body(), one.getLast().body(), answer.body());
      add(what, same ? Verdict.SAME : Verdict.DIFFERENT, first.toString(), answer.toString());
    }
  }

  private static String first(List<HttpAnswer> answers) {
    return answers.isEmpty() ? "no answer" : answers.getFirst().toString();
  }

  private void commands() {
    for (Map.Entry<String, String> entry : before.commands().entrySet()) {
      compare(entry.getKey(), entry.getValue(), after.commands().getOrDefault(entry.getKey(), ""));
    }
  }

  private static final String ENDED = "it ended before it was looked at";

  /// What Go's image sets for the toolchain is not the program's; what the changes set is meant.
  private void environment() {
    if (before.inside().isEmpty() || after.inside().isEmpty()) {
      add("environment", Verdict.NOT_COMPARED, "", ENDED);
      return;
    }
    Map<String, String> original = before.inside().get().environment();
    Map<String, String> improved = after.inside().get().environment();
    var lost = new TreeSet<String>();
    var set = new TreeSet<String>();
    for (Map.Entry<String, String> entry : original.entrySet()) {
      String other = improved.get(entry.getKey());
      if (!entry.getValue().equals(other) && !isToolchain(entry.getKey())) {
        lost.add(entry.getKey());
      }
    }
    for (String name : improved.keySet()) {
      if (!original.containsKey(name) && !isToolchain(name)) {
        set.add(name);
      }
    }
    Verdict verdict =
        lost.isEmpty() ? set.isEmpty() ? Verdict.SAME : Verdict.CHANGED : Verdict.DIFFERENT;
    String one = lost.isEmpty() ? "" : "with: " + String.join(" ", lost);
    String other = set.isEmpty() ? "" : "with: " + String.join(" ", set);
    add("environment", verdict, one, other);
  }

  private static boolean isToolchain(String name) {
    return name.startsWith("GO")
        || name.equals("PATH")
        || name.equals("HOME")
        || name.equals("HOSTNAME")
        || name.equals("PWD")
        || name.equals("_")
        || name.equals("OLDPWD");
  }

  private void place() {
    if (before.inside().isEmpty() || after.inside().isEmpty()) {
      for (String what : new String[] {"user", "directory", "time zone", "writable directories"}) {
        add(what, Verdict.NOT_COMPARED, "", ENDED);
      }
      return;
    }
    Inside one = before.inside().get();
    Inside other = after.inside().get();
    changing("user", one.user(), other.user());
    compare("directory", one.directory(), other.directory());
    compare("time zone", one.zone(), other.zone());
    changing("may write in", written(one), written(other));
  }

  private static String written(Inside inside) {
    return inside.writable().isEmpty() ? "none" : String.join(" ", inside.writable());
  }

  private void changing(String what, String one, String other) {
    add(what, one.equals(other) ? Verdict.SAME : Verdict.CHANGED, one, other);
  }

  /// What the original's health check says, the other's must say.
  private void health() {
    if (!before.health().isEmpty() || !after.health().isEmpty()) {
      boolean gone = after.health().isEmpty() || !before.health().equals(after.health());
      Verdict verdict =
          before.health().isEmpty() ? Verdict.CHANGED : gone ? Verdict.DIFFERENT : Verdict.SAME;
      add("health check", verdict, before.health(), after.health());
    }
  }

  /// Ports, volumes, labels: none may be lost.
  private void declared() {
    var lost = new TreeSet<>(before.declared());
    lost.removeAll(after.declared());
    var set = new TreeSet<>(after.declared());
    set.removeAll(before.declared());
    Verdict verdict =
        lost.isEmpty() ? set.isEmpty() ? Verdict.SAME : Verdict.CHANGED : Verdict.DIFFERENT;
    String one = lost.isEmpty() ? "" : "with: " + String.join(", ", lost);
    String other = set.isEmpty() ? "" : "with: " + String.join(", ", set);
    add("image's settings", verdict, one, other);
  }

  /// The directories in which it left files: none may be lost.
  private void changed() {
    var lost = new TreeSet<>(before.changed());
    lost.removeAll(after.changed());
    boolean same = before.changed().equals(after.changed());
    Verdict verdict = !lost.isEmpty() ? Verdict.DIFFERENT : same ? Verdict.SAME : Verdict.CHANGED;
    add("leaves files in", verdict, folders(before), folders(after));
  }

  private static String folders(Observation one) {
    return one.changed().isEmpty() ? "none" : String.join(" ", one.changed());
  }

  /// A program that ends when it is told to must go on doing so.
  private void signals() {
    if (before.exit().isPresent() || after.exit().isPresent()) {
      return;
    }
    boolean one = before.stop().isPresent();
    boolean other = after.stop().isPresent();
    Verdict verdict = one == other ? Verdict.SAME : other ? Verdict.CHANGED : Verdict.DIFFERENT;
    add("told to stop", verdict, stopping(before), stopping(after));
  }

  private static String stopping(Observation one) {
    return one.stop().isPresent() ? "ends" : "has to be killed";
  }

  private void measures() {
    add("size", Verdict.CHANGED, Amounts.bytes(before.size()), Amounts.bytes(after.size()));
    add("build", Verdict.CHANGED, Amounts.seconds(before.build()), Amounts.seconds(after.build()));
    if (before.start().isPresent() && after.start().isPresent()) {
      String until = before.answers().isEmpty() ? "runs for" : "first answer after";
      add(
          until,
          Verdict.CHANGED,
          Amounts.seconds(before.start().get()),
          Amounts.seconds(after.start().get()));
    }
    if (before.memory() > 0 && after.memory() > 0) {
      add("memory", Verdict.CHANGED, Amounts.bytes(before.memory()), Amounts.bytes(after.memory()));
    }
  }
}
