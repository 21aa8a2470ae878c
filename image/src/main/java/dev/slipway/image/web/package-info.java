/// What the environment says of how to reach the web: whom to trust, and through which proxies.
@NullMarked
package dev.slipway.image.web;

import org.jspecify.annotations.NullMarked;
