package dev.slipway.lint.stage;

import dev.slipway.dockerfile.Instruction;
import dev.slipway.dockerfile.Stage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A stage with what it begins from.
public final class StageView {
  private final Stage stage;
  private final Base base;
  private final @Nullable StageView parent;
  private final List<Step> steps = new ArrayList<>();
  private final List<RunStep> runs = new ArrayList<>();
  private Scope end = Scope.EMPTY;

  StageView(Stage stage, Base base, @Nullable StageView parent) {
    this.stage = stage;
    this.base = base;
    this.parent = parent;
  }

  void add(Step step, @Nullable RunStep run) {
    steps.add(step);
    if (run != null) {
      runs.add(run);
    }
  }

  void endsWith(Scope scope) {
    end = scope;
  }

  public Stage stage() {
    return stage;
  }

  /// What `FROM` names; another stage's name where [#parent] is not null.
  public Base base() {
    return base;
  }

  /// The stage that it continues, or null.
  public @Nullable StageView parent() {
    return parent;
  }

  /// The image below all stages that it continues.
  public Base bottom() {
    StageView view = this;
    while (view.parent != null) {
      view = view.parent;
    }
    return view.base;
  }

  /// Its own instructions, in order.
  public List<Step> steps() {
    return List.copyOf(steps);
  }

  /// Its own `RUN`s, in order.
  public List<RunStep> runs() {
    return List.copyOf(runs);
  }

  /// What holds behind its last instruction.
  public Scope end() {
    return end;
  }

  /// The stage and those that it continues, itself first.
  public List<StageView> chain() {
    var chain = new ArrayList<StageView>();
    for (StageView view = this; view != null; view = view.parent) {
      chain.add(view);
    }
    return chain;
  }

  /// The last instruction of that type, of its own or of those that it continues.
  public <T extends Instruction> @Nullable T last(Class<T> type) {
    for (StageView view : chain()) {
      for (Step step : view.steps.reversed()) {
        if (type.isInstance(step.instruction())) {
          return type.cast(step.instruction());
        }
      }
    }
    return null;
  }

  /// The name by which others copy from it: its own, or its number.
  public String copyName() {
    return stage.from().name() == null
        ? Integer.toString(stage.index())
        : stage.from().name().text();
  }
}
