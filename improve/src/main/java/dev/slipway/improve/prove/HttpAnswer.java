package dev.slipway.improve.prove;

/// What a port answered.
///
/// @param status 0 where it was no HTTP
public record HttpAnswer(int status, String contentType, String body) {
  /// In a few words.
  @Override
  public String toString() {
    String first = body.strip().lines().findFirst().orElse("");
    String shown = first.length() > 60 ? first.substring(0, 59) + "…" : first;
    if (status == 0) {
      return shown;
    }
    return status + (shown.isEmpty() ? "" : " " + shown);
  }
}
