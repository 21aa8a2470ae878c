package dev.slipway.builder.lower;

import dev.slipway.dockerfile.Add;
import dev.slipway.dockerfile.BindMount;
import dev.slipway.dockerfile.CacheMount;
import dev.slipway.dockerfile.Copy;
import dev.slipway.dockerfile.Run;
import dev.slipway.dockerfile.RunFlags;
import dev.slipway.dockerfile.RunMount;
import dev.slipway.dockerfile.SecretMount;
import dev.slipway.dockerfile.Span;
import dev.slipway.dockerfile.SshMount;
import dev.slipway.dockerfile.TmpfsMount;
import dev.slipway.dockerfile.Transfer;

/// Refuses what the language has and no step does yet: nothing is read and then ignored.
final class NotExecuted {
  private static final String LINK = "leave --link out: the files are the same";
  private static final String EXCLUDE =
      "name the files in .dockerignore, or copy the wanted ones only";
  private static final String HEREDOC = "keep the text in a file of the context and copy that";

  private NotExecuted() {}

  static void refuse(Copy copy) {
    refuse("COPY", copy.span(), copy.transfer());
    if (copy.parents()) {
      throw refusal(copy.span(), "COPY --parents", "copy each directory to its place");
    }
  }

  static void refuse(Add add) {
    refuse("ADD", add.span(), add.transfer());
    if (add.checksum() != null) {
      throw refusal(
          add.checksum().span(),
          "ADD --checksum",
          "fetch the file in a RUN and compare its sum there");
    }
    if (add.unpack() != null) {
      throw refusal(
          add.span(),
          "ADD --unpack",
          "leave --unpack out: a local archive is unpacked by ADD, not by COPY");
    }
    if (add.keepGitDirectory() != null) {
      throw refusal(add.span(), "ADD --keep-git-dir", "clone the repository in a RUN");
    }
  }

  private static void refuse(String instruction, Span span, Transfer transfer) {
    if (transfer.link()) {
      throw refusal(span, instruction + " --link", LINK);
    }
    if (!transfer.excludes().isEmpty()) {
      throw refusal(transfer.excludes().getFirst().span(), instruction + " --exclude", EXCLUDE);
    }
    if (!transfer.files().isEmpty()) {
      var file = transfer.files().getFirst();
      throw refusal(file.span(), instruction + " <<" + file.name(), HEREDOC);
    }
  }

  static void refuse(Run run) {
    RunFlags flags = run.flags();
    if (flags.network() != RunFlags.Network.DEFAULT && flags.networkSpan() != null) {
      throw refusal(
          flags.networkSpan(),
          "RUN --network",
          "leave --network out: a step has a network of its own");
    }
    if (flags.security() != RunFlags.Security.SANDBOX && flags.securitySpan() != null) {
      throw refusal(
          flags.securitySpan(),
          "RUN --security",
          "leave --security out: a step has Docker's default capabilities");
    }
    if (!flags.devices().isEmpty()) {
      throw refusal(flags.devices().getFirst().span(), "RUN --device", "leave --device out");
    }
    if (run.script() != null) {
      throw refusal(
          run.span(),
          "RUN with a heredoc that begins with #!",
          "write INTERPRETER <<NAME and leave the #! line out");
    }
  }

  static RuntimeException mount(RunMount mount) {
    String type =
        switch (mount) {
          case BindMount _ -> "bind";
          case CacheMount _ -> "cache";
          case SecretMount _ -> "secret";
          case SshMount _ -> "ssh";
          case TmpfsMount _ -> "tmpfs";
        };
    return refusal(
        mount.span(),
        "RUN --mount=type=" + type,
        "only type=cache is; copy what the command needs with COPY");
  }

  private static RuntimeException refusal(Span span, String what, String remedy) {
    return Lowering.error(span, what + " is not built yet", remedy);
  }
}
