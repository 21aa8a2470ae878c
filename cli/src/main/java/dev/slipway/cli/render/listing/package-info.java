/// What `--format` of the listing and inspecting commands does.
@NullMarked
package dev.slipway.cli.render.listing;

import org.jspecify.annotations.NullMarked;
