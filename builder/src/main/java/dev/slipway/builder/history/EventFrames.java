package dev.slipway.builder.history;

import dev.slipway.builder.BuildEvent;
import dev.slipway.builder.BuildEvent.OutputStreamKind;
import dev.slipway.builder.MissReason;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Events as frames of a journal, and back. A kind's number is never given to another.
final class EventFrames {
  private static final int STARTED = 1;
  private static final int CACHED = 2;
  private static final int STATUS = 3;
  private static final int TRANSFER = 4;
  private static final int EXPLAINED = 5;
  private static final int OUTPUT = 6;
  private static final int FINISHED = 7;
  private static final int FAILED = 8;
  private static final int CANCELLED = 9;
  private static final int WARNING = 10;

  private EventFrames() {}

  /// @param now for events that have no time of their own
  static byte[] write(BuildEvent event, Instant now) {
    JournalOutput frame =
        switch (event) {
          case BuildEvent.StepStarted(int number, String title, List<Integer> on, Instant at) ->
              frame(STARTED, at, number).text(title).numbers(on);
          case BuildEvent.StepCached(int number, String title, List<Integer> on) ->
              frame(CACHED, now, number).text(title).numbers(on);
          case BuildEvent.StepStatus(int number, String text, boolean done) ->
              frame(STATUS, now, number).text(text).flag(done);
          case BuildEvent.StepTransfer(
                  int number,
                  String id,
                  long current,
                  long total,
                  boolean done,
                  Instant at) ->
              frame(TRANSFER, at, number).text(id).number(current).number(total).flag(done);
          case BuildEvent.StepExplained(int number, List<MissReason> reasons) ->
              reasons(frame(EXPLAINED, now, number), reasons);
          case BuildEvent.StepOutput(
                  int number,
                  OutputStreamKind stream,
                  byte[] bytes,
                  Instant at) ->
              frame(OUTPUT, at, number).flag(stream == OutputStreamKind.STDERR).bytes(bytes);
          case BuildEvent.StepFinished(int number, Instant at) -> frame(FINISHED, at, number);
          case BuildEvent.StepFailed(int number, String message, Instant at) ->
              frame(FAILED, at, number).text(message);
          case BuildEvent.StepCancelled(int number) -> frame(CANCELLED, now, number);
          case BuildEvent.Warning(int number, String text, @Nullable String expanded) ->
              frame(WARNING, now, number).text(text).text(expanded);
        };
    return frame.finish();
  }

  private static JournalOutput frame(int kind, Instant at, int number) {
    return JournalOutput.frame(kind, at).number(number);
  }

  /// Null for a kind that a later release wrote.
  static @Nullable BuildEvent read(JournalInput in) throws IOException {
    int kind = in.kind();
    if (kind < STARTED || kind > WARNING) {
      return null;
    }
    int number = in.integer();
    return switch (kind) {
      case STARTED -> new BuildEvent.StepStarted(number, in.text(), in.numbers(), in.at());
      case CACHED -> new BuildEvent.StepCached(number, in.text(), in.numbers());
      case STATUS -> new BuildEvent.StepStatus(number, in.text(), in.flag());
      case TRANSFER ->
          new BuildEvent.StepTransfer(
              number, in.text(), in.number(), in.number(), in.flag(), in.at());
      case EXPLAINED -> new BuildEvent.StepExplained(number, reasons(in));
      case OUTPUT ->
          new BuildEvent.StepOutput(
              number,
              in.flag() ? OutputStreamKind.STDERR : OutputStreamKind.STDOUT,
              in.bytes(),
              in.at());
      case FINISHED -> new BuildEvent.StepFinished(number, in.at());
      case FAILED -> new BuildEvent.StepFailed(number, in.text(), in.at());
      case CANCELLED -> new BuildEvent.StepCancelled(number);
      default -> new BuildEvent.Warning(number, in.text(), in.textOrNull());
    };
  }

  private static JournalOutput reasons(JournalOutput out, List<MissReason> reasons) {
    out.number(reasons.size());
    for (MissReason reason : reasons) {
      switch (reason) {
        case MissReason.NeverBuilt() -> out.number(0);
        case MissReason.NotLookedUp(String option) -> out.number(1).text(option);
        case MissReason.ResultGone() -> out.number(2);
        case MissReason.EarlierStepRan(String title) -> out.number(3).text(title);
        case MissReason.OtherParent(String title) -> out.number(4).text(title);
        case MissReason.BaseChanged(String name, String before, String after) ->
            out.number(5).text(name).text(before).text(after);
        case MissReason.ValueChanged(String name, String before, String after) ->
            out.number(6).text(name).text(before).text(after);
        case MissReason.FilesChanged(
                String subject,
                boolean known,
                List<String> changed,
                List<String> added,
                List<String> removed) ->
            out.number(7).text(subject).flag(known).texts(changed).texts(added).texts(removed);
      }
    }
    return out;
  }

  private static List<MissReason> reasons(JournalInput in) throws IOException {
    var reasons = new ArrayList<MissReason>();
    for (long left = in.number(); left > 0; left--) {
      reasons.add(reason(in));
    }
    return reasons;
  }

  private static MissReason reason(JournalInput in) throws IOException {
    int kind = in.integer();
    return switch (kind) {
      case 0 -> new MissReason.NeverBuilt();
      case 1 -> new MissReason.NotLookedUp(in.text());
      case 2 -> new MissReason.ResultGone();
      case 3 -> new MissReason.EarlierStepRan(in.text());
      case 4 -> new MissReason.OtherParent(in.text());
      case 5 -> new MissReason.BaseChanged(in.text(), in.text(), in.text());
      case 6 -> new MissReason.ValueChanged(in.text(), in.text(), in.text());
      case 7 ->
          new MissReason.FilesChanged(in.text(), in.flag(), in.texts(), in.texts(), in.texts());
      default -> throw new IOException("a reason of kind " + kind);
    };
  }
}
