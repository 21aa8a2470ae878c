package dev.slipway.builder.check;

/// `[address:][port:]port[/protocol]` of an `EXPOSE`, taken apart.
///
/// @param written the whole
/// @param before the address and the host's port, empty where there are none
record ExposedPort(String written, String before, String protocol) {
  static ExposedPort of(String written) {
    int colon = written.lastIndexOf(':');
    int slash = written.indexOf('/', colon + 1);
    return new ExposedPort(
        written,
        // As Docker: a colon alone has nothing before it.
        colon <= 0 ? "" : written.substring(0, colon),
        slash < 0 ? "" : written.substring(slash + 1));
  }
}
