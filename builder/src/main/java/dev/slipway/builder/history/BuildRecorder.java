package dev.slipway.builder.history;

import dev.slipway.builder.BuildEvent;
import dev.slipway.builder.BuildException;
import dev.slipway.builder.BuildListener;
import dev.slipway.builder.BuildRequest;
import dev.slipway.image.Digest;
import dev.slipway.image.ImageException;
import dev.slipway.image.store.ImageStore;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Writes down one build while it goes, and passes on what it tells.
///
/// What is told before the store is open is kept in memory. A journal that cannot be written is
/// given up: no build fails for it.
public final class BuildRecorder implements BuildListener, AutoCloseable {
  private final BuildListener listener;
  private final BuildRecord begun;
  private final SecretMask mask;
  private final MaskedOutput masked;
  private final StepTally tally = new StepTally();
  private final List<byte[]> before = new ArrayList<>();
  private final Map<String, String> layers = new LinkedHashMap<>();
  private JournalFile.@Nullable Writer journal;
  private @Nullable BuildHistory history;
  private String imageId = "";
  private String error = "";
  private String detail = "";
  private BuildStatus status = BuildStatus.ERROR;
  private boolean givenUp;

  private BuildRecorder(BuildListener listener, BuildRecord begun, SecretMask mask) {
    this.listener = listener;
    this.begun = begun;
    this.mask = mask;
    this.masked = new MaskedOutput(mask);
  }

  /// @param listener is told the same
  public static BuildRecorder of(BuildRequest request, BuildListener listener) {
    Instant now = Instant.now();
    var begun =
        new BuildRecord(
            BuildReference.next(now),
            RequestAttributes.name(request),
            RequestAttributes.of(request),
            now,
            null,
            BuildStatus.RUNNING,
            BuildOutcome.unfinished(new StepCounts(0, 0, 0)));
    return new BuildRecorder(listener, begun, SecretMask.of(request.grants().secrets().values()));
  }

  /// The build's ID.
  public String ref() {
    return begun.ref();
  }

  /// Begins the journal, as soon as there is a store.
  public synchronized void open(ImageStore store) {
    if (journal != null || givenUp) {
      return;
    }
    try {
      Path directory = store.area("history");
      history = new BuildHistory(directory);
      journal =
          new JournalFile.Writer(
              directory.resolve(begun.ref()), begun, ProcessMark.ofThisProcess());
      for (byte[] frame : before) {
        journal.write(frame);
      }
    } catch (IOException unwritable) {
      givenUp = true;
    }
    before.clear();
  }

  /// Drops the oldest journals where there are too many: to be done beside the build, which does
  /// not fail for it.
  public void dropOldest() {
    BuildHistory open = opened();
    if (open == null) {
      return;
    }
    try {
      open.keepNewest();
    } catch (IOException unreadable) {
      // The next build tries again.
    }
  }

  private synchronized @Nullable BuildHistory opened() {
    return history;
  }

  @Override
  public void on(BuildEvent event) {
    record(event);
    listener.on(event);
  }

  private synchronized void record(BuildEvent event) {
    tally.on(event);
    for (BuildEvent kept : masked.of(event)) {
      write(EventFrames.write(kept, Instant.now()));
    }
  }

  private void write(byte[] frame) {
    if (journal == null) {
      before.add(frame);
      return;
    }
    try {
      if (!givenUp) {
        journal.write(frame);
      }
    } catch (IOException unwritable) {
      givenUp = true;
    }
  }

  /// How many steps the Dockerfile has for this target.
  public synchronized void planned(int steps) {
    tally.planned(steps);
  }

  /// The build made what was asked for, which was no image.
  public synchronized void completed() {
    status = BuildStatus.COMPLETED;
  }

  /// The build made an image.
  ///
  /// @param added diffIDs of the layers that its steps added, by the steps' titles
  public synchronized void completed(Digest image, Map<String, String> added) {
    completed();
    imageId = image.toString();
    layers.putAll(added);
  }

  /// The build ended with this, perhaps before it had opened the store at this place.
  public synchronized void failed(Exception failure, Path root) {
    boolean stopped =
        failure instanceof InterruptedException
            || failure instanceof InterruptedIOException
            || failure instanceof ClosedByInterruptException;
    status = stopped ? BuildStatus.CANCELED : BuildStatus.ERROR;
    String message = failure.getMessage();
    error = mask.hide(message == null ? failure.getClass().getSimpleName() : message);
    detail = failure instanceof BuildException known ? mask.hide(known.detail()) : "";
    if (journal == null) {
      try (ImageStore store = ImageStore.open(root)) {
        open(store);
      } catch (IOException | ImageException unusable) {
        givenUp = true; // The store itself is what failed the build.
      }
    }
  }

  /// Writes how it ended, and drops the oldest journals where they are too large.
  @Override
  public synchronized void close() {
    if (journal == null || history == null) {
      return;
    }
    try (JournalFile.Writer ending = journal) {
      if (!givenUp) {
        ending.end(
            Instant.now(),
            status,
            new BuildOutcome(error, detail, imageId, tally.counts(), layers));
      }
      history.keepSmall(ending.written());
    } catch (IOException unwritable) {
      givenUp = true;
    }
  }
}
