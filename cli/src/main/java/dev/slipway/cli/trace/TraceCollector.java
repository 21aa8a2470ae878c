package dev.slipway.cli.trace;

import dev.slipway.builder.BuildEvent;
import dev.slipway.builder.MissReason;
import dev.slipway.builder.history.BuildRecord;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Makes the steps of a timeline from a build's events.
final class TraceCollector {
  /// So much of what a step printed is shown; `history logs` has it all.
  private static final int LONGEST_LOG = 64 << 10;

  private final BuildRecord record;
  private final Map<String, Long> layerSizes;
  private final Map<Integer, Open> steps = new LinkedHashMap<>();
  private Instant lastAt;

  TraceCollector(BuildRecord record, Map<String, Long> layerSizes) {
    this.record = record;
    this.layerSizes = layerSizes;
    lastAt = record.startedAt();
  }

  private static final class Open {
    private final int number;
    private final String title;
    private final Instant startedAt;
    private final List<String> reasons = new ArrayList<>();
    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private long logBytes;
    private String error = "";
    private @Nullable Instant endedAt;
    private TraceStep.Ending ending = TraceStep.Ending.UNFINISHED;

    Open(int number, String title, Instant startedAt) {
      this.number = number;
      this.title = title;
      this.startedAt = startedAt;
    }

    void end(TraceStep.Ending how, Instant at) {
      ending = how;
      endedAt = at;
    }

    void print(byte[] bytes) {
      logBytes += bytes.length;
      log.writeBytes(bytes);
      if (log.size() > 2 * LONGEST_LOG) {
        byte[] all = log.toByteArray();
        log.reset();
        log.write(all, all.length - LONGEST_LOG, LONGEST_LOG);
      }
    }

    String shownLog() {
      byte[] all = log.toByteArray();
      int from = Math.max(0, all.length - LONGEST_LOG);
      return new String(all, from, all.length - from, StandardCharsets.UTF_8);
    }
  }

  void on(BuildEvent event, Instant at) {
    lastAt = at.isAfter(lastAt) ? at : lastAt;
    switch (event) {
      case BuildEvent.StepStarted(int number, String title, _, Instant started) ->
          steps.putIfAbsent(number, new Open(number, title, started));
      case BuildEvent.StepCached(int number, String title, _) -> {
        steps.putIfAbsent(number, new Open(number, title, at));
        step(number, at).end(TraceStep.Ending.CACHED, at);
      }
      case BuildEvent.StepExplained(int number, List<MissReason> reasons) ->
          reasons.forEach(reason -> step(number, at).reasons.add(reason.text()));
      case BuildEvent.StepOutput(int number, _, byte[] bytes, _) -> step(number, at).print(bytes);
      case BuildEvent.StepFinished(int number, Instant end) ->
          step(number, at).end(TraceStep.Ending.DONE, end);
      case BuildEvent.StepFailed(int number, String message, Instant end) -> {
        step(number, at).error = message;
        step(number, at).end(TraceStep.Ending.FAILED, end);
      }
      case BuildEvent.StepCancelled(int number) ->
          step(number, at).end(TraceStep.Ending.CANCELED, at);
      case BuildEvent.StepStatus _, BuildEvent.StepTransfer _, BuildEvent.Warning _ -> {
        // They have no length.
      }
    }
  }

  private Open step(int number, Instant at) {
    return steps.computeIfAbsent(number, missing -> new Open(missing, "", at));
  }

  Instant lastAt() {
    return lastAt;
  }

  List<TraceStep> steps() {
    var list = new ArrayList<TraceStep>();
    for (Open step : steps.values()) {
      String diffId = record.outcome().layers().get(step.title);
      list.add(
          new TraceStep(
              step.number,
              step.title,
              step.startedAt,
              step.endedAt,
              step.ending,
              step.reasons,
              step.error,
              diffId == null ? -1 : layerSizes.getOrDefault(diffId, -1L),
              step.shownLog(),
              step.logBytes));
    }
    return list;
  }
}
