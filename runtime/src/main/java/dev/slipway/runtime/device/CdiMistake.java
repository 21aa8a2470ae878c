package dev.slipway.runtime.device;

/// What is wrong with a specification.
final class CdiMistake extends Exception {
  private static final long serialVersionUID = 1L;

  CdiMistake(String message) {
    super(message);
  }

  String said() {
    return String.valueOf(getMessage());
  }
}
