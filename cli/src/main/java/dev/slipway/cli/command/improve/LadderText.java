package dev.slipway.cli.command.improve;

import dev.slipway.improve.prove.Amounts;
import dev.slipway.improve.prove.Rung;
import java.time.Duration;
import java.util.List;

/// The rungs from the original to the improved file, each with a bar of its image's size.
final class LadderText {
  private static final int BAR = 24;
  private static final int WHAT = 52;
  private static final int[] WIDTHS = {9, BAR + 2, 9, 9, 10, 7};

  private LadderText() {}

  static String of(List<Rung> rungs) {
    long most = 1;
    for (Rung rung : rungs) {
      Rung.Built built = rung.built();
      most = Math.max(most, built == null ? 0 : built.size());
    }
    var text = new StringBuilder("\nThe ladder, each rung built with nothing there but its base,");
    text.append(" then with an edited source:\n\n");
    row(text, 0, "", "SIZE", "", "COLD", "EDITED", "PACKAGES", "RISKY", "OTHERS");
    for (int i = 0; i < rungs.size(); i++) {
      Rung rung = rungs.get(i);
      String what = rung.what().isEmpty() ? "the original" : rung.what();
      Rung.Built built = rung.built();
      String risky = Integer.toString(rung.risky());
      String others = Integer.toString(rung.others());
      if (built == null) {
        row(text, i, what, "not built", "", "", "", "", risky, others);
        continue;
      }
      Duration edited = built.edited();
      row(
          text,
          i,
          what,
          Amounts.bytes(built.size()),
          "#".repeat((int) Math.max(1, BAR * built.size() / most)),
          Amounts.seconds(built.cold()),
          edited == null ? "-" : Amounts.seconds(edited),
          Integer.toString(built.packages()),
          risky,
          others);
    }
    return text.append('\n').toString();
  }

  private static void row(StringBuilder text, int number, String what, String... cells) {
    String label = what.isEmpty() ? "" : number + " " + what;
    String cut = label.length() > WHAT ? label.substring(0, WHAT - 1) + "…" : label;
    var line = new StringBuilder("  ").append(pad(cut, WHAT + 2));
    for (int i = 0; i < cells.length; i++) {
      line.append(i < WIDTHS.length ? pad(cells[i], WIDTHS[i]) : cells[i]);
    }
    text.append(line.toString().stripTrailing()).append('\n');
  }

  private static String pad(String text, int width) {
    return text + " ".repeat(Math.max(1, width - text.length()));
  }
}
