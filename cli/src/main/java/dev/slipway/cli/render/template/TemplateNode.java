package dev.slipway.cli.render.template;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A piece of a parsed template.
sealed interface TemplateNode {
  record Text(String text) implements TemplateNode {}

  /// `{{pipeline}}`
  record Action(Pipeline pipeline) implements TemplateNode {}

  record If(Pipeline condition, List<TemplateNode> then, List<TemplateNode> otherwise)
      implements TemplateNode {}

  record With(Pipeline value, List<TemplateNode> then, List<TemplateNode> otherwise)
      implements TemplateNode {}

  /// `{{range $key, $element := pipeline}}`
  record Range(
      @Nullable String key,
      @Nullable String element,
      Pipeline over,
      List<TemplateNode> body,
      List<TemplateNode> otherwise)
      implements TemplateNode {}

  /// `a | b | c`, and the variable that it is assigned to, if any.
  record Pipeline(@Nullable String variable, boolean declares, List<Command> commands) {}

  /// Words side by side: a function and its arguments, or one operand.
  ///
  /// @param source the words as they are written, for messages
  record Command(List<Operand> words, int position, String source) {}

  /// A word of a command; `position` is its place in the template.
  sealed interface Operand {
    int position();
  }

  /// `.A.B`, or `.` alone when there are no names.
  record Field(List<String> names, int position) implements Operand {}

  /// `$x.A.B`; the template's data is `$`.
  record Variable(String name, List<String> names, int position) implements Operand {}

  /// A text, number or boolean.
  record Literal(Object value, int position) implements Operand {}

  record Nil(int position) implements Operand {}

  record Function(String name, int position) implements Operand {}

  /// `(pipeline).A.B`
  record Group(Pipeline pipeline, List<String> names, int position) implements Operand {}
}
