/// The proof as one page that needs no network.
@NullMarked
package dev.slipway.improve.report;

import org.jspecify.annotations.NullMarked;
