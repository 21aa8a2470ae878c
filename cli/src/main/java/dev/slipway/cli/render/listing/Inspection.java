package dev.slipway.cli.render.listing;

import dev.slipway.cli.render.JsonText;
import dev.slipway.cli.render.template.GoTemplate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What `inspect` prints of the things it found.
public final class Inspection {
  private final @Nullable GoTemplate template;
  private final boolean compact;

  private Inspection(@Nullable GoTemplate template, boolean compact) {
    this.template = template;
    this.compact = compact;
  }

  /// @param format empty for indented JSON, `json`, or a template
  public static Inspection of(String format) {
    boolean plain = format.isEmpty() || format.equals("json");
    return new Inspection(plain ? null : GoTemplate.parse(format), format.equals("json"));
  }

  public String render(List<?> things) {
    if (template == null) {
      return (compact ? JsonText.compact(things) : JsonText.pretty(things)) + "\n";
    }
    var text = new StringBuilder();
    for (Object thing : things) {
      text.append(template.render(TypedNulls.of(thing))).append('\n');
    }
    return text.toString();
  }
}
