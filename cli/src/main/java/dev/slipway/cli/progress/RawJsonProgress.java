package dev.slipway.cli.progress;

import dev.slipway.builder.BuildEvent;
import dev.slipway.builder.BuildEvent.OutputStreamKind;
import dev.slipway.builder.MissReason;
import dev.slipway.cli.TextOutput;
import dev.slipway.cli.render.JsonText;
import dev.slipway.image.Digest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// BuildKit's `rawjson`: each event as a line that is a `SolveStatus`, its bytes in base 64.
///
/// A vertex's digest is that of its number and title: it is the same in all its lines.
public final class RawJsonProgress implements BuildProgress {
  private static final String CANCELLED = "context canceled";

  private final TextOutput output;
  private final InstantSource clock;
  private final Map<Integer, RawVertex> vertices = new HashMap<>();

  /// @param clock for events that have no time of their own
  public RawJsonProgress(TextOutput output, InstantSource clock) {
    this.output = output;
    this.clock = clock;
  }

  /// What of a vertex is in all its lines.
  ///
  /// @param inputs the digests of those that it builds on
  private record RawVertex(String digest, List<String> inputs, String name, Instant startedAt) {
    private RawVertex {
      inputs = List.copyOf(inputs);
    }
  }

  @Override
  public synchronized void on(BuildEvent event) {
    switch (event) {
      case BuildEvent.StepStarted(int number, String title, List<Integer> inputs, Instant at) ->
          vertex(begin(number, title, inputs, at), null, false, "");
      case BuildEvent.StepCached(int number, String title, List<Integer> inputs) -> {
        RawVertex vertex = vertices.get(number);
        Instant now = clock.instant();
        vertex(vertex == null ? begin(number, title, inputs, now) : vertex, now, true, "");
      }
      case BuildEvent.StepStatus(int number, String text, boolean done) ->
          status(number, text, 0, 0, clock.instant(), clock.instant(), done);
      case BuildEvent.StepTransfer(
              int number,
              String id,
              long current,
              long total,
              boolean done,
              Instant at) ->
          status(number, id, current, total, at, at, done);
      case BuildEvent.StepExplained(int number, List<MissReason> reasons) -> {
        for (MissReason reason : reasons) {
          Instant now = clock.instant();
          status(number, "why: " + reason.text(), 0, 0, now, now, true);
        }
      }
      case BuildEvent.StepOutput(int number, OutputStreamKind stream, byte[] bytes, Instant at) ->
          log(number, stream, bytes, at);
      case BuildEvent.StepFinished(int number, Instant at) -> vertex(known(number), at, false, "");
      case BuildEvent.StepFailed(int number, String message, Instant at) ->
          vertex(known(number), at, false, message);
      case BuildEvent.StepCancelled(int number) ->
          vertex(known(number), clock.instant(), false, CANCELLED);
      case BuildEvent.Warning(int number, String text, @Nullable String expanded) ->
          warning(number, text, expanded);
    }
  }

  private RawVertex begin(int number, String title, List<Integer> inputs, Instant at) {
    String digest =
        Digest.sha256((number + " " + title).getBytes(StandardCharsets.UTF_8)).toString();
    var digests = new ArrayList<String>();
    inputs.forEach(input -> digests.add(known(input).digest()));
    var vertex = new RawVertex(digest, digests, title, at);
    vertices.put(number, vertex);
    return vertex;
  }

  private RawVertex known(int number) {
    RawVertex vertex = vertices.get(number);
    return vertex == null ? begin(number, "", List.of(), clock.instant()) : vertex;
  }

  private void vertex(RawVertex vertex, @Nullable Instant completed, boolean cached, String error) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("digest", vertex.digest());
    if (!vertex.inputs().isEmpty()) {
      fields.put("inputs", vertex.inputs());
    }
    fields.put("name", vertex.name());
    fields.put("started", vertex.startedAt().toString());
    if (completed != null) {
      fields.put("completed", completed.toString());
    }
    if (cached) {
      fields.put("cached", true);
    }
    if (!error.isEmpty()) {
      fields.put("error", error);
    }
    line("vertexes", fields);
  }

  private void status(
      int number, String id, long current, long total, Instant started, Instant at, boolean done) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("id", id);
    fields.put("vertex", known(number).digest());
    if (total > 0) {
      fields.put("total", total);
    }
    fields.put("current", current);
    fields.put("timestamp", at.toString());
    fields.put("started", started.toString());
    if (done) {
      fields.put("completed", at.toString());
    }
    line("statuses", fields);
  }

  private void log(int number, OutputStreamKind stream, byte[] bytes, Instant at) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("vertex", known(number).digest());
    fields.put("stream", stream == OutputStreamKind.STDOUT ? 1 : 2);
    fields.put("data", Base64.getEncoder().encodeToString(bytes));
    fields.put("timestamp", at.toString());
    line("logs", fields);
  }

  private void warning(int number, String text, @Nullable String expanded) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("vertex", known(number).digest());
    fields.put("level", 1);
    fields.put("short", base64(text));
    if (expanded != null) {
      var detail = new ArrayList<String>();
      for (String line : expanded.split("\n", -1)) {
        detail.add(base64(line));
      }
      fields.put("detail", detail);
    }
    line("warnings", fields);
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private void line(String kind, Map<String, Object> fields) {
    output.println(JsonText.row(Map.of(kind, List.of(fields))));
    output.flush();
  }

  @Override
  public synchronized void close() {
    output.flush();
  }
}
