package dev.slipway.builder.solve;

import dev.slipway.builder.BuildEvent;
import dev.slipway.builder.BuildEvent.OutputStreamKind;
import dev.slipway.builder.BuildListener;
import dev.slipway.builder.MissReason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// Tells a listener what happens, one event at a time. A step gets its number with its first event,
/// as BuildKit counts.
public final class Progress {
  private final BuildListener listener;
  private int numbers;

  public Progress(BuildListener listener) {
    this.listener = listener;
  }

  public Entry entry(String title) {
    return new Entry(title, List.of());
  }

  /// @param inputs the steps that it builds on
  Entry entry(String title, List<Entry> inputs) {
    return new Entry(title, inputs);
  }

  /// A step in the progress.
  public final class Entry {
    private final String title;
    private final List<Entry> inputs;
    private int number;
    private boolean ended;

    private Entry(String title, List<Entry> inputs) {
      this.title = title;
      this.inputs = new ArrayList<>(inputs);
    }

    /// Builds on this one too; to be called before it begins.
    void buildsOn(Entry input) {
      synchronized (Progress.this) {
        inputs.add(input);
      }
    }

    /// What was never told of, such as an empty root, is left out for what it builds on itself.
    private void addNumbers(SortedSet<Integer> numbers) {
      for (Entry input : inputs) {
        if (input.number > 0) {
          numbers.add(input.number);
        } else {
          input.addNumbers(numbers);
        }
      }
    }

    private List<Integer> inputNumbers() {
      if (inputs.isEmpty()) {
        return List.of();
      }
      var numbers = new TreeSet<Integer>();
      addNumbers(numbers);
      return List.copyOf(numbers);
    }

    public String title() {
      return title;
    }

    public int number() {
      synchronized (Progress.this) {
        if (number == 0) {
          number = ++numbers;
        }
        return number;
      }
    }

    public Entry started() {
      tell(own -> new BuildEvent.StepStarted(own, title, inputNumbers(), Instant.now()));
      return this;
    }

    /// Begins it, unless it has begun.
    public void startedOnce() {
      synchronized (Progress.this) {
        if (number == 0) {
          started();
        }
      }
    }

    public void cached() {
      tell(own -> new BuildEvent.StepCached(own, title, inputNumbers()));
    }

    public void status(String text, boolean done) {
      tell(own -> new BuildEvent.StepStatus(own, text, done));
    }

    /// How far a download or upload of this step is.
    ///
    /// @param id its name, the same each time
    /// @param total 0 where it is not known
    public void transfer(String id, long current, long total, boolean done) {
      tell(own -> new BuildEvent.StepTransfer(own, id, current, total, done, Instant.now()));
    }

    /// Why it runs.
    public void explained(List<MissReason> reasons) {
      tell(own -> new BuildEvent.StepExplained(own, reasons));
    }

    public void output(OutputStreamKind stream, byte[] bytes, Instant at) {
      tell(own -> new BuildEvent.StepOutput(own, stream, bytes, at));
    }

    public void warning(String text) {
      warning(text, null);
    }

    /// Also after its end: of a file something may be said long after it was read.
    ///
    /// @param expanded as in [BuildEvent.Warning]
    public void warning(String text, @Nullable String expanded) {
      synchronized (Progress.this) {
        listener.on(new BuildEvent.Warning(number(), text, expanded));
      }
    }

    /// Something to say that belongs to no other step.
    public void onlyWarning(String text) {
      started();
      warning(text);
      finished();
    }

    public void finished() {
      end(own -> new BuildEvent.StepFinished(own, Instant.now()));
    }

    public void failed(String message) {
      end(own -> new BuildEvent.StepFailed(own, message, Instant.now()));
    }

    /// Nothing is told of a step that had not begun.
    public void cancelled() {
      synchronized (Progress.this) {
        if (number > 0) {
          end(BuildEvent.StepCancelled::new);
        }
      }
    }

    private void end(IntFunction<BuildEvent> event) {
      synchronized (Progress.this) {
        if (!ended) {
          ended = true;
          listener.on(event.apply(number()));
        }
      }
    }

    private void tell(IntFunction<BuildEvent> event) {
      synchronized (Progress.this) {
        if (!ended) {
          listener.on(event.apply(number()));
        }
      }
    }
  }
}
