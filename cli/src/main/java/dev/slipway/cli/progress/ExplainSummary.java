package dev.slipway.cli.progress;

import dev.slipway.builder.BuildEvent;
import dev.slipway.builder.MissReason;
import dev.slipway.cli.TextOutput;
import dev.slipway.cli.render.SafeText;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Shows a build, and when it has ended once more why its steps ran, in one place.
public final class ExplainSummary implements BuildProgress {
  private final BuildProgress progress;
  private final TextOutput output;
  private final Map<Integer, String> titles = new HashMap<>();
  private final Map<String, List<MissReason>> explained = new LinkedHashMap<>();
  private boolean closed;

  public ExplainSummary(BuildProgress progress, TextOutput output) {
    this.progress = progress;
    this.output = output;
  }

  @Override
  public void on(BuildEvent event) {
    synchronized (explained) {
      if (event instanceof BuildEvent.StepStarted(int number, String title, _, _)) {
        titles.put(number, title);
      } else if (event instanceof BuildEvent.StepExplained(int number, var reasons)) {
        explained.put(titles.getOrDefault(number, ""), reasons);
      }
    }
    progress.on(event);
  }

  @Override
  public void close() {
    progress.close();
    synchronized (explained) {
      if (!closed) {
        closed = true;
        output.print(text());
        output.flush();
      }
    }
  }

  private String text() {
    if (explained.isEmpty()) {
      return "\nEvery step was in the cache.\n";
    }
    var text = new StringBuilder("\nWhy steps ran:\n");
    explained.forEach((title, reasons) -> {
      text.append(' ').append(oneLine(title)).append('\n');
      for (MissReason reason : reasons) {
        text.append("   ").append(oneLine(reason.text())).append('\n');
      }
    });
    return text.toString();
  }

  private static String oneLine(String text) {
    return SafeText.of(text.replace('\n', ' ').replace('\t', ' '));
  }
}
