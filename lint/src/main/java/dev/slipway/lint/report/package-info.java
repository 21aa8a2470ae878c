/// Findings as text, JSON and SARIF.
@NullMarked
package dev.slipway.lint.report;

import org.jspecify.annotations.NullMarked;
