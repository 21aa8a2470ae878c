package dev.slipway.cli.render.template;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A template of Go's `text/template`, with Docker's functions.
///
/// Values are [String], [Long], [Double], [Boolean], [List], [java.util.Map] and
/// [dev.slipway.cli.render.GoNil]; a [java.util.SortedMap] is one of Go's maps, any other map a
/// structure with fields.
public final class GoTemplate {
  private final String template;
  private final List<TemplateNode> nodes;

  private GoTemplate(String template, List<TemplateNode> nodes) {
    this.template = template;
    this.nodes = nodes;
  }

  /// @throws dev.slipway.cli.CommandException in Docker's words
  public static GoTemplate parse(String template) {
    return new GoTemplate(template, TemplateParser.parse(template));
  }

  /// @throws dev.slipway.cli.CommandException for a field or an element that `data` has not
  public String render(@Nullable Object data) {
    var evaluator = new TemplateEvaluator(template, data);
    evaluator.write(nodes, data);
    return evaluator.text();
  }

  /// The line of headings that the template makes in a table: functions leave a heading as it is.
  public String renderHeading(@Nullable Object headings) {
    var evaluator = new TemplateEvaluator(template, headings).forHeadings();
    evaluator.write(nodes, headings);
    return evaluator.text();
  }
}
