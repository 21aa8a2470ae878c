package dev.slipway.cli.progress;

import dev.slipway.builder.BuildEvent;
import dev.slipway.cli.render.SafeText;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A step as the terminal shows it: its state, its statuses and the last lines of its output.
final class LiveStep {
  private static final int LAST_LINES = 6;

  /// How the step stands, and the word before its title.
  enum State {
    RUNNING(""),
    DONE(""),
    CACHED("CACHED "),
    FAILED("ERROR "),
    CANCELLED("CANCELED ");

    private final String word;

    State(String word) {
      this.word = word;
    }

    String word() {
      return word;
    }
  }

  private final String title;
  private final Instant startedAt;
  private final List<String> statuses = new ArrayList<>();
  private final Map<String, LiveTransfer> transfers = new LinkedHashMap<>();
  private final Deque<String> lines = new ArrayDeque<>();
  private final StringBuilder line = new StringBuilder();
  private State state = State.RUNNING;
  private @Nullable Instant endedAt;

  LiveStep(String title, Instant startedAt) {
    this.title = oneLine(title);
    this.startedAt = startedAt;
  }

  String title() {
    return title;
  }

  State state() {
    return state;
  }

  List<String> statuses() {
    return statuses;
  }

  Collection<LiveTransfer> transfers() {
    return transfers.values();
  }

  void addTransfer(BuildEvent.StepTransfer event) {
    transfers
        .computeIfAbsent(event.id(), id -> new LiveTransfer(oneLine(id), event.at()))
        .moved(event);
  }

  String seconds(Instant now) {
    return Seconds.tenths(startedAt, endedAt == null ? now : endedAt) + "s";
  }

  void end(State how, Instant at) {
    state = how;
    endedAt = at;
  }

  /// A status takes the place of an earlier one about the same thing: `transferring context: 2B`.
  void addStatus(String text) {
    int colon = text.indexOf(':');
    String subject = oneLine(colon < 0 ? text : text.substring(0, colon + 1));
    statuses.removeIf(status -> status.startsWith(subject));
    statuses.add(oneLine(text));
  }

  void addOutput(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\n') {
        lines.add(SafeText.of(line.toString()));
        line.setLength(0);
        if (lines.size() > LAST_LINES) {
          lines.removeFirst();
        }
      } else if (c == '\r') {
        line.setLength(i + 1 < text.length() && text.charAt(i + 1) == '\n' ? line.length() : 0);
      } else {
        line.append(c == '\t' ? ' ' : c);
      }
    }
  }

  List<String> lastLines() {
    var last = new ArrayList<>(lines);
    if (!line.isEmpty()) {
      last.add(SafeText.of(line.toString()));
    }
    return last.size() > LAST_LINES ? last.subList(last.size() - LAST_LINES, last.size()) : last;
  }

  private static String oneLine(String text) {
    return SafeText.of(text.replace('\n', ' ').replace('\t', ' '));
  }
}
