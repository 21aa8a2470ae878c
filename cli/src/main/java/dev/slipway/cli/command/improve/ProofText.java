package dev.slipway.cli.command.improve;

import dev.slipway.improve.prove.Evidence;
import dev.slipway.improve.prove.Evidence.Verdict;
import dev.slipway.improve.prove.Proof;
import dev.slipway.improve.prove.Rejection;
import java.util.List;

/// What a proof has seen, as a table: nothing is claimed beyond it.
final class ProofText {
  private ProofText() {}

  static String of(Proof proof) {
    var text = new StringBuilder();
    if (!proof.impossible().isEmpty()) {
      text.append("Not proved: ").append(proof.impossible()).append("\n");
    }
    for (Rejection rejection : proof.rejections()) {
      text.append("Left out: ").append(rejection.change().what());
      text.append(" (").append(rejection.change().rule().name()).append("), because of ");
      text.append(firstLine(rejection.why())).append("\n");
    }
    if (proof.evidence().isEmpty()) {
      return text.toString();
    }
    text.append("Both were built and run:\n\n");
    table(text, proof.evidence());
    notCompared(text, proof);
    proof.ladder().ifPresent(ladder -> text.append(LadderText.of(ladder.rungs())));
    return text.toString();
  }

  private static void notCompared(StringBuilder text, Proof proof) {
    long missing =
        proof.evidence().stream().filter(each -> each.verdict() == Verdict.NOT_COMPARED).count();
    if (missing > 0) {
      text.append("\nNot compared:\n");
      for (Evidence each : proof.evidence()) {
        if (each.verdict() == Verdict.NOT_COMPARED) {
          text.append("  ").append(each.what());
          text.append(each.after().isEmpty() ? "" : ": " + each.after()).append('\n');
        }
      }
    }
  }

  private static void table(StringBuilder text, List<Evidence> evidence) {
    int what = 4;
    int before = 8;
    int after = 8;
    for (Evidence each : evidence) {
      if (each.verdict() != Verdict.NOT_COMPARED) {
        what = Math.max(what, each.what().length());
        before = Math.max(before, shown(each.before()).length());
        after = Math.max(after, shown(each.after()).length());
      }
    }
    var widths = new int[] {what + 3, before + 3, after + 3};
    row(text, widths, "", "ORIGINAL", "IMPROVED", "");
    for (Evidence each : evidence) {
      String verdict =
          switch (each.verdict()) {
            case SAME -> "same";
            case CHANGED -> "";
            case DIFFERENT -> "DIFFERENT";
            case NOT_COMPARED -> null;
          };
      if (verdict != null) {
        row(text, widths, each.what(), shown(each.before()), shown(each.after()), verdict);
      }
    }
  }

  private static void row(
      StringBuilder text, int[] widths, String what, String one, String other, String verdict) {
    String line =
        "  " + pad(what, widths[0]) + pad(one, widths[1]) + pad(other, widths[2]) + verdict;
    text.append(line.stripTrailing()).append('\n');
  }

  private static String pad(String text, int width) {
    return text + " ".repeat(Math.max(1, width - text.length()));
  }

  private static String shown(String text) {
    String line = firstLine(text);
    return line.length() > 44 ? line.substring(0, 43) + "…" : line;
  }

  private static String firstLine(String text) {
    int newline = text.indexOf('\n');
    return newline < 0 ? text : text.substring(0, newline);
  }
}
