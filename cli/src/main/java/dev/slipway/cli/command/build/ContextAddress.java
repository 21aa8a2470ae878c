package dev.slipway.cli.command.build;

import dev.slipway.builder.ContextSource;
import dev.slipway.builder.graph.GitAddress;
import dev.slipway.cli.CommandException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A context as the command line names it: a directory, a repository or a web address.
final class ContextAddress {
  private static final String GITHUB = "github.com/";

  private ContextAddress() {}

  static ContextSource parse(String text) {
    if (text.startsWith(GITHUB) && !Files.exists(Path.of(text))) {
      return remote(withSuffix("https://" + text));
    }
    return isRemote(text) ? remote(text) : directory(text);
  }

  static boolean isWeb(String text) {
    return text.startsWith("http://") || text.startsWith("https://");
  }

  /// Whether it is fetched.
  static boolean isRemote(String text) {
    return text.contains("://") || (text.startsWith("git@") && text.indexOf(':') > 0);
  }

  /// A repository or what is at a web address.
  static ContextSource remote(String text) {
    try {
      if (GitAddress.parse(text).isPresent()) {
        return new ContextSource.Git(text);
      }
    } catch (IllegalArgumentException mistake) {
      throw new CommandException(
          "ERROR: unable to prepare context: " + text + ": " + mistake.getMessage(),
          "known are ref, tag, branch, subdir, checksum, keep-git-dir and submodules");
    }
    if (isWeb(text)) {
      return new ContextSource.Web(text);
    }
    throw new CommandException(
        "ERROR: unable to prepare context: \"" + text + "\" is no context",
        "name a directory, a Git repository (https://HOST/NAME.git#REF:DIRECTORY), the web address"
            + " of an archive, or - for standard input");
  }

  /// As GitHub takes it without.
  private static String withSuffix(String address) {
    int end = address.indexOf('#') < 0 ? address.length() : address.indexOf('#');
    int query = address.indexOf('?');
    end = query >= 0 && query < end ? query : end;
    String path = address.substring(0, end);
    return path.endsWith(".git") ? address : path + ".git" + address.substring(end);
  }

  private static ContextSource directory(String text) {
    Path path = Path.of(text);
    if (!Files.exists(path)) {
      throw new CommandException(
          "ERROR: unable to prepare context: path \"" + text + "\" not found");
    }
    if (!Files.isDirectory(path)) {
      throw new CommandException(
          "ERROR: unable to prepare context: \"" + text + "\" is not a directory",
          "Name the directory and give the Dockerfile with -f");
    }
    return new ContextSource.Directory(path);
  }
}
