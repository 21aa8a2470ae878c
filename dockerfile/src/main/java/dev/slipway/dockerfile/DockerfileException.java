package dev.slipway.dockerfile;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A Dockerfile or an ignore file that cannot be used: the user's mistake, to be shown as it
/// renders.
public final class DockerfileException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient @Nullable SourceFile source;
  private final transient List<Diagnostic> diagnostics;
  private final transient @Nullable Dockerfile readable;

  private DockerfileException(
      @Nullable SourceFile source, List<Diagnostic> diagnostics, @Nullable Dockerfile readable) {
    this.source = source;
    this.diagnostics = List.copyOf(diagnostics);
    this.readable = readable;
  }

  /// With the file that the diagnostics speak of; null where only the caller knows it (see `in`).
  public DockerfileException(@Nullable SourceFile source, List<Diagnostic> diagnostics) {
    this(source, diagnostics, null);
  }

  /// The same with what could be read beside the mistakes, so that more can be looked for in it.
  public DockerfileException besides(@Nullable Dockerfile rest) {
    return new DockerfileException(source, diagnostics, rest);
  }

  /// The same with more mistakes, in the order of the file.
  public DockerfileException with(List<Diagnostic> more) {
    var all = new ArrayList<>(diagnostics);
    all.addAll(more);
    all.sort(
        Comparator.comparingInt((Diagnostic each) -> each.span().startLine())
            .thenComparingInt(each -> each.span().startColumn()));
    return new DockerfileException(source, all, readable);
  }

  /// One mistake in a file that the caller knows.
  public DockerfileException(Diagnostic diagnostic) {
    this(null, List.of(diagnostic));
  }

  /// The same with its file.
  public DockerfileException in(SourceFile file) {
    return new DockerfileException(file, diagnostics, readable);
  }

  /// The file, where it is known.
  public @Nullable SourceFile source() {
    return source;
  }

  /// At least one, in the order of the file.
  public List<Diagnostic> diagnostics() {
    return diagnostics;
  }

  /// The instructions without a mistake of their own, where every stage is among them.
  public @Nullable Dockerfile readable() {
    return readable;
  }

  /// All diagnostics as they render, or their messages alone where the file is not known.
  @Override
  public String getMessage() {
    return diagnostics.stream()
        .map(each -> source == null ? each.message() : each.render(source))
        .collect(Collectors.joining(source == null ? "; " : "\n\n"));
  }
}
