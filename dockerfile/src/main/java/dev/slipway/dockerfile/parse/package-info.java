/// From the text of a Dockerfile to its records: lines, directives, flags, arguments.
@NullMarked
package dev.slipway.dockerfile.parse;

import org.jspecify.annotations.NullMarked;
