package dev.slipway.cli.render.template;

import dev.slipway.cli.CommandException;
import dev.slipway.cli.grammar.NearestName;
import dev.slipway.cli.render.GoNil;
import dev.slipway.cli.render.template.TemplateNode.Command;
import dev.slipway.cli.render.template.TemplateNode.Operand;
import dev.slipway.cli.render.template.TemplateNode.Pipeline;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Writes a template's text for one value.
///
/// A [SortedMap] is a map of Go's: a key that it has not is `<no value>`. Any other map is a
/// structure: a field that it has not is an error.
final class TemplateEvaluator {
  private final String template;
  private boolean headings;
  private final StringBuilder text = new StringBuilder();
  private final Deque<Map<String, @Nullable Object>> scopes = new ArrayDeque<>();

  TemplateEvaluator(String template, @Nullable Object data) {
    this.template = template;
    Map<String, @Nullable Object> outermost = new HashMap<>();
    outermost.put("$", data);
    scopes.push(outermost);
  }

  TemplateEvaluator forHeadings() {
    headings = true;
    return this;
  }

  String text() {
    return text.toString();
  }

  void write(List<TemplateNode> nodes, @Nullable Object dot) {
    for (TemplateNode node : nodes) {
      write(node, dot);
    }
  }

  private void write(TemplateNode node, @Nullable Object dot) {
    switch (node) {
      case TemplateNode.Text(String literal) -> text.append(literal);
      case TemplateNode.Action(Pipeline pipeline) -> {
        Object value = evaluate(pipeline, dot);
        if (pipeline.variable() == null) {
          text.append(TemplateText.print(value));
        }
      }
      case TemplateNode.If(Pipeline condition, var then, var otherwise) -> {
        scopes.push(new HashMap<>());
        boolean truth = TemplateFunctions.isTrue(evaluate(condition, dot));
        write(truth ? then : otherwise, dot);
        scopes.pop();
      }
      case TemplateNode.With(Pipeline pipeline, var then, var otherwise) -> {
        scopes.push(new HashMap<>());
        Object value = evaluate(pipeline, dot);
        boolean truth = TemplateFunctions.isTrue(value);
        write(truth ? then : otherwise, truth ? value : dot);
        scopes.pop();
      }
      case TemplateNode.Range range -> write(range, dot);
    }
  }

  private void write(TemplateNode.Range range, @Nullable Object dot) {
    Object over = evaluate(range.over(), dot);
    var keys = new ArrayList<Object>();
    var elements = new ArrayList<@Nullable Object>();
    switch (over) {
      case List<?> list -> {
        for (int i = 0; i < list.size(); i++) {
          keys.add((long) i);
          elements.add(list.get(i));
        }
      }
      case Map<?, ?> map -> {
        for (Map.Entry<?, ?> entry : new TreeMap<>(map).entrySet()) {
          keys.add(entry.getKey());
          elements.add(entry.getValue());
        }
      }
      case Long count -> {
        for (long i = 0; i < count; i++) {
          keys.add(i);
          elements.add(i);
        }
      }
      case null -> {}
      case GoNil _ -> {}
      default ->
          throw failure(
              range.over().commands().getFirst(),
              "range can't iterate over " + TemplateText.print(over));
    }
    if (elements.isEmpty()) {
      write(range.otherwise(), dot);
    }
    for (int i = 0; i < elements.size(); i++) {
      Map<String, @Nullable Object> scope = new HashMap<>();
      if (range.key() != null) {
        scope.put(range.key(), keys.get(i));
      }
      if (range.element() != null) {
        scope.put(range.element(), elements.get(i));
      }
      scopes.push(scope);
      write(range.body(), elements.get(i));
      scopes.pop();
    }
  }

  private @Nullable Object evaluate(Pipeline pipeline, @Nullable Object dot) {
    Object value = null;
    var piped = new ArrayList<@Nullable Object>();
    for (Command command : pipeline.commands()) {
      value = evaluate(command, dot, piped);
      piped.clear();
      piped.add(value);
    }
    String variable = pipeline.variable();
    if (variable != null) {
      assign(variable, pipeline.declares(), value);
    }
    return value;
  }

  private void assign(String variable, boolean declares, @Nullable Object value) {
    for (Map<String, @Nullable Object> scope : scopes) {
      if (declares || scope.containsKey(variable)) {
        scope.put(variable, value);
        return;
      }
    }
  }

  private @Nullable Object evaluate(
      Command command, @Nullable Object dot, List<@Nullable Object> piped) {
    Operand first = command.words().getFirst();
    if (!(first instanceof TemplateNode.Function function)) {
      if (command.words().size() > 1 || !piped.isEmpty()) {
        throw failure(command, "can't give argument to non-function " + command.source());
      }
      if (first instanceof TemplateNode.Nil) {
        throw failure(command, "nil is not a command");
      }
      return operand(first, dot);
    }
    var arguments = new ArrayList<@Nullable Object>();
    for (Operand word : command.words().subList(1, command.words().size())) {
      arguments.add(operand(word, dot));
    }
    arguments.addAll(piped);
    if (headings && TemplateFunctions.leavesHeadings(function.name()) && !arguments.isEmpty()) {
      return arguments.getFirst();
    }
    try {
      return TemplateFunctions.call(function.name(), arguments);
    } catch (TemplateFunctions.Refused refused) {
      throw failure(
          command,
          "error calling " + function.name() + ": " + String.valueOf(refused.getMessage()));
    }
  }

  private @Nullable Object operand(Operand operand, @Nullable Object dot) {
    return switch (operand) {
      case TemplateNode.Literal(Object value, _) -> value;
      case TemplateNode.Nil _ -> null;
      case TemplateNode.Field(var names, _) -> fields(dot, names, operand);
      case TemplateNode.Variable(String name, var names, _) ->
          fields(variable(name, operand), names, operand);
      case TemplateNode.Group(Pipeline pipeline, var names, _) ->
          fields(evaluate(pipeline, dot), names, operand);
      case TemplateNode.Function(String name, _) -> TemplateFunctions.call(name, List.of());
    };
  }

  private @Nullable Object variable(String name, Operand at) {
    for (Map<String, @Nullable Object> scope : scopes) {
      if (scope.containsKey(name)) {
        return scope.get(name);
      }
    }
    throw TemplateScanner.error(template, at.position(), "undefined variable \"" + name + "\"");
  }

  private @Nullable Object fields(@Nullable Object start, List<String> names, Operand at) {
    Object value = start;
    for (int i = 0; i < names.size(); i++) {
      value = field(value, names, i, at);
    }
    return value;
  }

  private @Nullable Object field(
      @Nullable Object value, List<String> names, int index, Operand at) {
    String name = names.get(index);
    if (value instanceof Map<?, ?> map) {
      if (map.containsKey(name)) {
        return map.get(name);
      }
      if (name.equals("ID") && map.containsKey("Id")) {
        return map.get("Id"); // Docker's structure calls it ID, its JSON Id.
      }
      if (map instanceof SortedMap) {
        return null;
      }
    } else if (value instanceof GoNil) {
      return null;
    }
    String source = "." + String.join(".", names);
    String message =
        value instanceof Map<?, ?>
            ? "map has no entry for key \"" + name + "\""
            : "can't evaluate field " + name + " in type interface {}";
    throw new CommandException(place(at.position(), source) + message, suggestion(value, name));
  }

  private static @Nullable String suggestion(@Nullable Object value, String name) {
    if (!(value instanceof Map<?, ?> map) || map.isEmpty()) {
      return null;
    }
    var known = new ArrayList<String>();
    for (Object key : map.keySet()) {
      known.add(String.valueOf(key));
    }
    String nearest = NearestName.of(name, known);
    return nearest == null
        ? "Known fields: " + String.join(", ", known)
        : "Did you mean ." + nearest + "?";
  }

  private CommandException failure(Command command, String message) {
    return new CommandException(place(command.position(), command.source()) + message);
  }

  private String place(int position, String source) {
    int line = 1;
    int column = 0;
    for (int i = 0; i < Math.min(position, template.length()); i++) {
      boolean breaks = template.charAt(i) == '\n';
      line += breaks ? 1 : 0;
      column = breaks ? 0 : column + 1;
    }
    return "template parsing error: template: :"
        + line
        + ":"
        + column
        + ": executing \"\" at <"
        + source
        + ">: ";
  }
}
