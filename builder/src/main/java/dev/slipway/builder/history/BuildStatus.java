package dev.slipway.builder.history;

/// How a build stands, and what `--filter status=` calls it.
public enum BuildStatus {
  RUNNING("running", "Running"),
  COMPLETED("completed", "Completed"),
  ERROR("error", "Error"),
  CANCELED("canceled", "Canceled"),
  /// Its process is gone and has not said how the build ended.
  KILLED("killed", "Killed");

  private final String filter;
  private final String shown;

  BuildStatus(String filter, String shown) {
    this.filter = filter;
    this.shown = shown;
  }

  public String filterName() {
    return filter;
  }

  /// As the list's column has it.
  public String shown() {
    return shown;
  }
}
