package dev.slipway.builder.lower;

import dev.slipway.builder.graph.CopyInput;
import dev.slipway.dockerfile.Add;
import dev.slipway.dockerfile.Arg;
import dev.slipway.dockerfile.Dockerfile;
import dev.slipway.dockerfile.Instruction;
import dev.slipway.dockerfile.Span;
import dev.slipway.dockerfile.Stage;
import dev.slipway.dockerfile.Template;
import dev.slipway.dockerfile.Variables;
import org.jspecify.annotations.Nullable;

/// The stage that `SOURCE_DATE_EPOCH=STAGE` names: nothing but one `ADD` of something remote, whose
/// time is the image's.
final class EpochStage {
  private final GlobalVariables globals;

  EpochStage(GlobalVariables globals) {
    this.globals = globals;
  }

  /// What the stage adds; null where no stage has the name.
  @Nullable CopyInput source(Dockerfile file, String name) {
    for (Stage stage : file.stages()) {
      if (stage.from().name() != null && stage.from().name().text().equalsIgnoreCase(name)) {
        return source(stage);
      }
    }
    return null;
  }

  private CopyInput source(Stage stage) {
    if (!stage.from().image().expand(globals.variables()).equals("scratch")) {
      throw mistake(stage.from().span(), "SOURCE_DATE_EPOCH stage must use FROM scratch");
    }
    Variables variables = globals.variables();
    CopyInput source = null;
    for (Instruction instruction : stage.instructions()) {
      if (instruction instanceof Arg arg) {
        variables = with(variables, arg);
      } else if (instruction instanceof Add add) {
        if (source != null) {
          throw mistake(add.span(), "SOURCE_DATE_EPOCH stage must contain exactly one remote ADD");
        }
        source = source(add, variables);
      } else {
        String keyword = instruction.source().split("\\s", 2)[0];
        throw mistake(
            instruction.span(),
            "SOURCE_DATE_EPOCH stage does not meet source-only requirements: unsupported "
                + keyword
                + " instruction");
      }
    }
    if (source == null) {
      throw mistake(
          stage.from().span(), "SOURCE_DATE_EPOCH stage must contain exactly one remote ADD");
    }
    return source;
  }

  private Variables with(Variables before, Arg arg) {
    Variables variables = before;
    for (Arg.Definition definition : arg.definitions()) {
      String value = globals.given().get(definition.name());
      if (value == null && definition.defaultValue() != null) {
        value = definition.defaultValue().expand(variables);
      }
      if (value != null) {
        variables = variables.with(definition.name(), value);
      }
    }
    return variables;
  }

  private static CopyInput source(Add add, Variables variables) {
    if (!add.transfer().files().isEmpty() || add.sources().size() != 1) {
      throw mistake(
          add.span(), "SOURCE_DATE_EPOCH stage must contain exactly one remote ADD source");
    }
    Template source = add.sources().getFirst();
    CopyInput found = new RemoteSources(add, variables).find(source, source.expand(variables));
    if (found == null) {
      throw mistake(
          source.span(), "SOURCE_DATE_EPOCH stage source must be a single HTTP(S) or Git ADD");
    }
    return found;
  }

  private static RuntimeException mistake(Span span, String message) {
    return Lowering.error(
        span, message, "write: FROM scratch AS NAME, and one ADD of a web address or repository");
  }
}
