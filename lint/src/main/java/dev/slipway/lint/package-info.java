/// What a linter says of a Dockerfile: rules, findings, and fixes as edits of the text.
@NullMarked
package dev.slipway.lint;

import org.jspecify.annotations.NullMarked;
