package dev.slipway.builder.lower;

import dev.slipway.builder.graph.CopySource;
import dev.slipway.builder.graph.Step;
import dev.slipway.dockerfile.Add;
import dev.slipway.dockerfile.Copy;
import dev.slipway.dockerfile.Instruction;
import dev.slipway.dockerfile.Template;
import dev.slipway.dockerfile.Variables;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// `COPY` and `ADD` as steps.
final class CopyLowering {
  private CopyLowering() {}

  static StageState lower(StageState state, Copy copy, CopySource from) {
    NotExecuted.refuse(copy);
    return lower(
        state, copy, from, copy.sources(), copy.destination(), copy.chown(), copy.chmod(), false);
  }

  static StageState lower(StageState state, Add add) {
    NotExecuted.refuse(add);
    for (Template source : add.sources()) {
      refuseRemote(source, source.expand(state.variables()));
    }
    return lower(
        state,
        add,
        new CopySource.Context(),
        add.sources(),
        add.destination(),
        add.chown(),
        add.chmod(),
        true);
  }

  private static StageState lower(
      StageState state,
      Instruction instruction,
      CopySource from,
      List<Template> sources,
      Template destination,
      @Nullable Template chown,
      @Nullable Template chmod,
      boolean unpack) {
    Variables variables = state.variables();
    List<String> paths = sources.stream().map(each -> source(each, variables, from)).toList();
    String target = destination.expand(variables);
    String owner = chown == null ? null : chown.expand(variables);
    String mode = chmod == null ? null : chmod.expand(variables);
    var step =
        new Step.Copy(
            state.filesystem(),
            from,
            paths,
            Directories.destination(state.config().workingDir(), target),
            owner,
            chmod == null ? null : mode(chmod, variables),
            unpack);
    return state.withStep(step, HistoryText.copy(unpack, owner, mode, paths, target), instruction);
  }

  private static String source(Template source, Variables variables, CopySource from) {
    String path = source.expand(variables);
    if (from instanceof CopySource.Context && leavesRoot(path)) {
      throw Lowering.error(
          source.span(),
          "forbidden path outside the build context: " + path,
          "move the file into the context, or build with a context that holds both");
    }
    return path;
  }

  private static boolean leavesRoot(String path) {
    int depth = 0;
    for (String part : path.split("/")) {
      if (part.equals("..")) {
        depth--;
      } else if (!part.isEmpty() && !part.equals(".")) {
        depth++;
      }
      if (depth < 0) {
        return true;
      }
    }
    return false;
  }

  private static int mode(Template chmod, Variables variables) {
    String text = chmod.expand(variables);
    if (!text.matches("[0-7]{1,5}") || Integer.parseInt(text, 8) > 07777) {
      throw Lowering.error(
          chmod.span(),
          "invalid chmod parameter: '"
              + text
              + "'. it should be octal string and between 0 and 07777",
          "write it like --chmod=755");
    }
    return Integer.parseInt(text, 8);
  }

  private static void refuseRemote(Template source, String address) {
    String lower = address.toLowerCase(Locale.ROOT);
    if (lower.startsWith("http://")
        || lower.startsWith("https://")
        || lower.startsWith("git@")
        || lower.startsWith("git://")
        || lower.startsWith("ssh://")) {
      throw Lowering.error(
          source.span(),
          "ADD from an address is not built yet: " + address,
          "fetch it in a RUN, or put the file into the context");
    }
  }
}
