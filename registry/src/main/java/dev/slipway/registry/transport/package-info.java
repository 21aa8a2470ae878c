/// HTTP as a chain of decorators, each with one concern:
/// [dev.slipway.registry.transport.HttpTransport] sends, the others retry, follow redirects and
/// choose among mirrors.
@NullMarked
package dev.slipway.registry.transport;

import org.jspecify.annotations.NullMarked;
