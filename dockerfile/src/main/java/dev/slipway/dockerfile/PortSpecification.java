package dev.slipway.dockerfile;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The ports of `EXPOSE`: `8080`, `53/udp`, `8000-8010/tcp`.
final class PortSpecification {
  private static final int HIGHEST = 65535;
  private static final String REMEDY =
      "write PORT, PORT/udp or FIRST-LAST/tcp, ports from 0 to 65535";

  private PortSpecification() {}

  static List<String> expand(List<Template> templates, Variables variables) {
    var ports = new ArrayList<String>();
    for (Template template : templates) {
      for (String word : template.expandWords(variables)) {
        add(ports, word, template.span());
      }
    }
    return List.copyOf(ports);
  }

  private static void add(List<String> ports, String word, Span span) {
    // An address and a host's port before it are tolerated as Docker does; the parser warns of
    // them.
    String container = word.substring(word.lastIndexOf(':') + 1);
    int slash = container.indexOf('/');
    String range = slash < 0 ? container : container.substring(0, slash);
    String protocol = slash < 0 ? "" : container.substring(slash + 1).toLowerCase(Locale.ROOT);
    if (range.isEmpty()) {
      throw failure(span, "invalid port: \"" + word + "\": no port specified", REMEDY);
    }
    switch (protocol) {
      case "tcp", "udp", "sctp" -> {}
      case "" -> protocol = "tcp";
      default ->
          throw failure(
              span,
              "invalid port: \"" + word + "\": invalid proto: " + protocol,
              "the protocols are tcp, udp and sctp");
    }
    int dash = range.indexOf('-');
    int first = number(dash < 0 ? range : range.substring(0, dash), word, span);
    int last = dash < 0 ? first : number(range.substring(dash + 1), word, span);
    if (last < first) {
      throw failure(span, "invalid containerPort: " + range, REMEDY);
    }
    for (int port = first; port <= last; port++) {
      ports.add(port + "/" + protocol);
    }
  }

  private static int number(String digits, String word, Span span) {
    String unsigned = digits.startsWith("+") ? digits.substring(1) : digits;
    boolean numeric = !unsigned.isEmpty() && unsigned.chars().allMatch(c -> c >= '0' && c <= '9');
    String significant = unsigned.replaceFirst("^0+(?=.)", "");
    if (!numeric || significant.length() > 5 || Integer.parseInt(significant) > HIGHEST) {
      throw failure(span, "invalid containerPort: " + word, REMEDY);
    }
    return Integer.parseInt(significant);
  }

  private static DockerfileException failure(Span span, String message, String remedy) {
    return new DockerfileException(Diagnostic.error(span, message, remedy));
  }
}
