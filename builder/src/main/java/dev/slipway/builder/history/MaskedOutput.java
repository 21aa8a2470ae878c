package dev.slipway.builder.history;

import dev.slipway.builder.BuildEvent;
import dev.slipway.builder.BuildEvent.OutputStreamKind;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Events without the values of secrets. Output is passed on in whole lines: a process writes a
/// secret in pieces as it likes.
final class MaskedOutput {
  private static final int LONGEST_LINE = 1 << 20;

  private final SecretMask mask;
  private final Map<Stream, ByteArrayOutputStream> open = new HashMap<>();

  MaskedOutput(SecretMask mask) {
    this.mask = mask;
  }

  private record Stream(int step, OutputStreamKind kind) {}

  /// The events to be kept in place of this one.
  List<BuildEvent> of(BuildEvent event) {
    if (mask.isEmpty()) {
      return List.of(event);
    }
    var events = new ArrayList<BuildEvent>();
    switch (event) {
      case BuildEvent.StepOutput output -> output(output, events);
      case BuildEvent.StepFinished(int number, Instant at) -> {
        rest(number, at, events);
        events.add(event);
      }
      case BuildEvent.StepFailed(int number, String message, Instant at) -> {
        rest(number, at, events);
        events.add(new BuildEvent.StepFailed(number, mask.hide(message), at));
      }
      case BuildEvent.StepCancelled(int number) -> {
        rest(number, Instant.now(), events);
        events.add(event);
      }
      case BuildEvent.StepStarted _,
          BuildEvent.StepCached _,
          BuildEvent.StepStatus _,
          BuildEvent.StepTransfer _,
          BuildEvent.StepExplained _,
          BuildEvent.Warning _ ->
          events.add(event);
    }
    return events;
  }

  private void output(BuildEvent.StepOutput output, List<BuildEvent> events) {
    var pending =
        open.computeIfAbsent(
            new Stream(output.number(), output.stream()), _ -> new ByteArrayOutputStream());
    byte[] bytes = output.bytes();
    int end = bytes.length;
    while (end > 0 && bytes[end - 1] != '\n') {
      end--;
    }
    pending.write(bytes, 0, end);
    if (end > 0 || pending.size() > LONGEST_LINE) {
      events.add(kept(output, pending));
    }
    pending.write(bytes, end, bytes.length - end);
  }

  private BuildEvent kept(BuildEvent.StepOutput output, ByteArrayOutputStream pending) {
    byte[] lines = mask.hide(pending.toByteArray());
    pending.reset();
    return new BuildEvent.StepOutput(output.number(), output.stream(), lines, output.at());
  }

  private void rest(int step, Instant at, List<BuildEvent> events) {
    for (OutputStreamKind kind : OutputStreamKind.values()) {
      ByteArrayOutputStream pending = open.remove(new Stream(step, kind));
      if (pending != null && pending.size() > 0) {
        events.add(new BuildEvent.StepOutput(step, kind, mask.hide(pending.toByteArray()), at));
      }
    }
  }
}
