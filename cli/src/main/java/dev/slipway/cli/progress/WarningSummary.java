package dev.slipway.cli.progress;

import dev.slipway.builder.BuildEvent;
import dev.slipway.cli.TextOutput;
import dev.slipway.cli.render.SafeText;
import java.util.ArrayList;
import java.util.List;

/// Shows a build, and when it has ended once more what was to be said of its input.
public final class WarningSummary implements BuildProgress {
  private static final String YELLOW = "\u001b[33m";
  private static final String USUAL = "\u001b[0m";

  private final BuildProgress progress;
  private final TextOutput output;
  private final boolean colours;
  private final boolean expanded;
  private final List<BuildEvent.Warning> warnings = new ArrayList<>();

  /// @param expanded whether it says why and where, too
  public WarningSummary(
      BuildProgress progress, TextOutput output, boolean colours, boolean expanded) {
    this.progress = progress;
    this.output = output;
    this.colours = colours;
    this.expanded = expanded;
  }

  @Override
  public void on(BuildEvent event) {
    if (event instanceof BuildEvent.Warning warning) {
      synchronized (warnings) {
        warnings.add(warning);
      }
    }
    progress.on(event);
  }

  @Override
  public void close() {
    progress.close();
    synchronized (warnings) {
      if (!warnings.isEmpty()) {
        output.print(text());
        output.flush();
        warnings.clear();
      }
    }
  }

  private String text() {
    int count = warnings.size();
    var text = new StringBuilder("\n ").append(colours ? YELLOW : "");
    text.append(count).append(count == 1 ? " warning found" : " warnings found");
    text.append(expanded ? ":" : " (use slipway --debug to expand):");
    text.append(colours ? USUAL : "").append('\n');
    for (BuildEvent.Warning warning : warnings) {
      text.append(" - ").append(SafeText.of(warning.text())).append('\n');
      if (expanded && warning.expanded() != null) {
        for (String line : warning.expanded().split("\n", -1)) {
          text.append(SafeText.of(line.replace('\t', ' '))).append('\n');
        }
        text.append('\n');
      }
    }
    return text.toString();
  }
}
