package dev.slipway.builder.lower;

import dev.slipway.builder.graph.CopyInput;
import dev.slipway.builder.graph.CopyOptions;
import dev.slipway.builder.graph.CopySource;
import dev.slipway.builder.graph.FileMode;
import dev.slipway.builder.graph.Step;
import dev.slipway.dockerfile.Add;
import dev.slipway.dockerfile.Copy;
import dev.slipway.dockerfile.InlineFile;
import dev.slipway.dockerfile.Instruction;
import dev.slipway.dockerfile.Template;
import dev.slipway.dockerfile.Transfer;
import dev.slipway.dockerfile.Variables;
import dev.slipway.dockerfile.Word;
import dev.slipway.dockerfile.ignore.IgnoreRules;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `COPY` and `ADD` as steps.
final class CopyLowering {
  private CopyLowering() {}

  static StageState lower(StageState state, Copy copy, CopySource from) {
    Variables variables = state.variables();
    var inputs = new ArrayList<CopyInput>();
    for (Template source : copy.sources()) {
      String path = source.expand(variables);
      RemoteSources.refuse(source, path);
      inputs.add(new CopyInput.Pattern(inside(source, path, from)));
    }
    CopyOptions options = options(copy.transfer(), variables, false, false, copy.parents());
    return lower(state, copy, copy.transfer(), from, inputs, options);
  }

  static StageState lower(StageState state, Add add, CopySource from) {
    Variables variables = state.variables();
    var remote = new RemoteSources(add, variables);
    var inputs = new ArrayList<CopyInput>();
    for (Template source : add.sources()) {
      String path = source.expand(variables);
      CopyInput fetched = remote.find(source, path);
      inputs.add(fetched == null ? new CopyInput.Pattern(inside(source, path, from)) : fetched);
    }
    boolean local = add.unpack() == null || add.unpack();
    boolean unpackRemote = add.unpack() != null && add.unpack();
    CopyOptions options = options(add.transfer(), variables, local, unpackRemote, false);
    return lower(state, add, add.transfer(), from, inputs, options);
  }

  private static StageState lower(
      StageState state,
      Instruction instruction,
      Transfer transfer,
      CopySource from,
      List<CopyInput> inputs,
      CopyOptions options) {
    Variables variables = state.variables();
    for (InlineFile file : transfer.files()) {
      inputs.add(new CopyInput.Text(file.name(), file.text(variables)));
    }
    String target = transfer.destination().expand(variables);
    boolean add = instruction instanceof Add;
    var step =
        new Step.Copy(
            state.filesystem(),
            from,
            inputs,
            Directories.checked(
                Directories.destination(state.config().workingDir(), target),
                transfer.destination().span()),
            options,
            add);
    return state.withStep(step, HistoryText.copy(add, transfer, variables, options), instruction);
  }

  private static CopyOptions options(
      Transfer transfer,
      Variables variables,
      boolean unpackLocal,
      boolean unpackRemote,
      boolean parents) {
    String owner = transfer.chown() == null ? null : transfer.chown().expand(variables);
    checkLink(transfer, owner);
    return new CopyOptions(
        owner == null || owner.isEmpty() ? null : owner,
        transfer.chmod() == null ? null : mode(transfer.chmod(), variables),
        unpackLocal,
        unpackRemote,
        parents,
        excludes(transfer.excludes()),
        transfer.link());
  }

  /// A layer of its own has no `/etc/passwd` to look names up in.
  private static void checkLink(Transfer transfer, @Nullable String owner) {
    if (transfer.link() && owner != null && !owner.matches("[0-9]*(:[0-9]*)?")) {
      throw Lowering.error(
          transfer.chown() == null ? transfer.destination().span() : transfer.chown().span(),
          "--chown=" + owner + ": user and group names can't be resolved when used with --link",
          "write numbers, uid[:gid], or leave --link out");
    }
  }

  private static List<String> excludes(List<Word> words) {
    for (Word word : words) {
      try {
        IgnoreRules.of(List.of(word.text()));
      } catch (IllegalArgumentException mistake) {
        throw Lowering.error(
            word.span(),
            "invalid excludepatterns: " + word.text() + ": " + mistake.getMessage(),
            "put \\ before a character that stands for itself");
      }
    }
    return words.stream().map(Word::text).toList();
  }

  private static String inside(Template source, String path, CopySource from) {
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

  private static @Nullable FileMode mode(Template chmod, Variables variables) {
    String text = chmod.expand(variables);
    if (text.isEmpty()) {
      return null;
    }
    return FileMode.parse(text)
        .orElseThrow(() ->
            Lowering.error(
                chmod.span(),
                "invalid chmod parameter: '"
                    + text
                    + "'. it should be octal string and between 0 and 07777",
                "write it like --chmod=755 or --chmod=u=rwX,go=rX"));
  }
}
