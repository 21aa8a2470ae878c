package dev.slipway.dockerfile;

/// A file that `COPY` or `ADD` makes of a heredoc.
///
/// @param name of the file, where the destination is a directory
/// @param content its text, leading tabs taken where `<<-` says so
/// @param expand whether variables in it are filled in
public record InlineFile(Span span, String name, String content, boolean expand) {

  /// The file's text with variables filled in. Quotes stay as they are; a backslash escapes the
  /// next character, whatever the file's escape character is.
  ///
  /// @throws DockerfileException where braces do not end, and for `${name:?message}`
  public String text(Variables variables) {
    return expand ? WordExpander.OF_HEREDOCS.expand(content, variables, span).value() : content;
  }
}
