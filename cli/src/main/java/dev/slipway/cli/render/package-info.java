/// How results are shown: tables, Go templates, JSON, human sizes and ages.
@NullMarked
package dev.slipway.cli.render;

import org.jspecify.annotations.NullMarked;
