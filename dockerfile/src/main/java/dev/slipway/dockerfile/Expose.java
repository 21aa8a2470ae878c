package dev.slipway.dockerfile;

import java.util.List;

/// `EXPOSE port[-port][/protocol]...`: ports that the container listens on.
public record Expose(Span span, String source, List<Template> ports) implements Instruction {
  /// Copies the ports.
  public Expose {
    ports = List.copyOf(ports);
  }

  /// Each port by itself, such as `8080/tcp`: ranges counted out, variables filled in.
  ///
  /// @throws DockerfileException at a port that is none
  public List<String> ports(Variables variables) {
    return PortSpecification.expand(ports, variables);
  }
}
