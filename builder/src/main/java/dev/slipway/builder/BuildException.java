package dev.slipway.builder;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Why a build ended without an image, in words for the user.
///
/// Docker's words for the same mistake are the message; what stands around it is data, and
/// [#detail] puts it together as BuildKit's users know it.
public final class BuildException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient @Nullable FailedStep step;
  private final @Nullable String excerpt;
  private final @Nullable String hint;

  private BuildException(
      String message,
      @Nullable FailedStep step,
      @Nullable String excerpt,
      @Nullable String hint,
      @Nullable Throwable cause) {
    super(message, cause);
    this.step = step;
    this.excerpt = excerpt;
    this.hint = hint;
  }

  public static BuildException of(String message) {
    return new BuildException(message, null, null, null, null);
  }

  /// @param hint what to do about it
  public static BuildException of(String message, @Nullable String hint) {
    return new BuildException(message, null, null, hint, null);
  }

  /// The same with what caused it.
  public BuildException causedBy(Throwable cause) {
    return new BuildException(messageText(), step, excerpt, hint, cause);
  }

  /// The same with the step that it ended in.
  public BuildException inStep(FailedStep failed) {
    return new BuildException(messageText(), failed, excerpt, hint, getCause());
  }

  /// The same with the lines of the Dockerfile that it is about, unless it has some.
  public BuildException at(String lines) {
    return new BuildException(
        messageText(), step, excerpt == null ? lines : excerpt, hint, getCause());
  }

  private String messageText() {
    return String.valueOf(getMessage());
  }

  /// The step that failed, where one had begun.
  public Optional<FailedStep> step() {
    return Optional.ofNullable(step);
  }

  /// The lines of the Dockerfile around the mistake, marked; several lines without a last line end.
  public Optional<String> excerpt() {
    return Optional.ofNullable(excerpt);
  }

  /// What to do about it.
  public Optional<String> hint() {
    return Optional.ofNullable(hint);
  }

  /// What to print above the error line: the step with the end of its output, the Dockerfile's
  /// lines and the remedy. Empty, or lines that each end with a line feed.
  public String detail() {
    var text = new StringBuilder();
    if (step != null) {
      text.append("------\n > ").append(step.title()).append(":\n");
      step.lastLines().forEach(line -> text.append(line).append('\n'));
      text.append("------\n");
    }
    if (excerpt != null) {
      text.append(excerpt).append('\n');
    }
    if (hint != null) {
      text.append("remedy: ").append(hint).append('\n');
    }
    return text.toString();
  }

  /// The step that a build ended in.
  ///
  /// @param exitCode of its process; empty where none ran or none ended by itself
  /// @param lastLines the end of what it wrote, as the progress output shows it
  public record FailedStep(
      int number, String title, Optional<Integer> exitCode, List<String> lastLines) {
    /// Copies the lines.
    public FailedStep {
      lastLines = List.copyOf(lastLines);
    }
  }
}
