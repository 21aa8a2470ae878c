package dev.slipway.lint;

import dev.slipway.dockerfile.Dockerfile;
import dev.slipway.dockerfile.SourceFile;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// A Dockerfile and its context, and what has been made of them so far.
public final class Subject {
  private final Dockerfile file;
  private final ProjectFiles project;
  private final Settings settings;
  private final Map<Class<?>, Object> views = new HashMap<>();

  public Subject(Dockerfile file, ProjectFiles project, Settings settings) {
    this.file = file;
    this.project = project;
    this.settings = settings;
  }

  public Dockerfile file() {
    return file;
  }

  public SourceFile source() {
    return file.source();
  }

  public ProjectFiles project() {
    return project;
  }

  public Settings settings() {
    return settings;
  }

  /// A way of looking at the subject, made once for all rules.
  public <T> T view(Class<T> type, Function<Subject, T> maker) {
    Object view = views.get(type);
    if (view == null) {
      view = maker.apply(this);
      views.put(type, view);
    }
    return type.cast(view);
  }

  /// What the settings and the machine add to the text.
  ///
  /// @param registries those that bases may come from; empty is any
  /// @param labels those that a shipped image must have
  /// @param images references that are at hand on this machine, to choose a pinned tag from
  public record Settings(List<String> registries, List<String> labels, List<String> images) {
    /// Nothing asked for, nothing known.
    public static final Settings NONE = new Settings(List.of(), List.of(), List.of());

    /// Copies the lists.
    public Settings {
      registries = List.copyOf(registries);
      labels = List.copyOf(labels);
      images = List.copyOf(images);
    }
  }
}
