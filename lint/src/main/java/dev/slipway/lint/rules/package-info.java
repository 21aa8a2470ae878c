/// The rules, one class each, and the list of them.
@NullMarked
package dev.slipway.lint.rules;

import org.jspecify.annotations.NullMarked;
