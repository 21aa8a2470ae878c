package dev.slipway.builder;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Something that happened in a build, in the terms of BuildKit's progress output: a step is a
/// vertex with a number (`#5`) and a title (`[build 2/6] WORKDIR /app`).
///
/// A number's first event is its [StepStarted] or [StepCached]. Events of different steps
/// interleave.
public sealed interface BuildEvent {

  /// The step's number, from 1 in the order of first mention.
  int number();

  /// A step begins.
  ///
  /// @param inputs the numbers of the steps that it builds on, ascending; all were told of before
  record StepStarted(int number, String title, List<Integer> inputs, Instant at)
      implements BuildEvent {
    /// Copies the inputs.
    public StepStarted {
      inputs = List.copyOf(inputs);
    }
  }

  /// A step whose result is known from before; nothing else follows for it.
  ///
  /// @param inputs as those of [StepStarted]
  record StepCached(int number, String title, List<Integer> inputs) implements BuildEvent {
    /// Copies the inputs.
    public StepCached {
      inputs = List.copyOf(inputs);
    }
  }

  /// A line about the step itself, such as `transferring context: 2.1kB`; `done` where what it
  /// tells of has ended.
  record StepStatus(int number, String text, boolean done) implements BuildEvent {}

  /// How far something that the step downloads, unpacks or uploads is. Several may be on their way
  /// in one step; each has its own name.
  ///
  /// @param id what is moved, the same in all its events: `sha256:4f06...`, `pushing layers`
  /// @param current how many bytes have been moved
  /// @param total how many there are; 0 where nobody knows
  /// @param done whether it has ended; nothing follows for it
  record StepTransfer(int number, String id, long current, long total, boolean done, Instant at)
      implements BuildEvent {
    /// Refuses a transfer that no progress can be made of.
    public StepTransfer {
      if (current < 0 || total < 0) {
        throw new IllegalArgumentException(id + ": " + current + " of " + total);
      }
    }
  }

  /// Why a step runs although there was a build before; told to who asks for it, after the step's
  /// beginning.
  ///
  /// @param reasons at least one
  record StepExplained(int number, List<MissReason> reasons) implements BuildEvent {
    /// Copies the reasons.
    public StepExplained {
      reasons = List.copyOf(reasons);
    }
  }

  /// What the step's process wrote: any bytes, not whole lines. The array is the receiver's.
  @SuppressWarnings("ArrayRecordComponent") // Compared by nobody, and copied once less.
  record StepOutput(int number, OutputStreamKind stream, byte[] bytes, Instant at)
      implements BuildEvent {}

  /// A step is done.
  record StepFinished(int number, Instant at) implements BuildEvent {}

  /// A step failed; the build ends with a [BuildException].
  record StepFailed(int number, String message, Instant at) implements BuildEvent {}

  /// A step was stopped because another failed or the build was interrupted.
  record StepCancelled(int number) implements BuildEvent {}

  /// Something to say about the input; the build goes on.
  ///
  /// @param expanded why, and where in the Dockerfile, on several lines without a last line end;
  ///   null where there is no more to say
  record Warning(int number, String text, @Nullable String expanded) implements BuildEvent {}

  /// Which of a process's streams.
  enum OutputStreamKind {
    STDOUT,
    STDERR;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
