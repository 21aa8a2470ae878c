/// Who the user is to a registry: Docker's config files and credential helpers, challenges, tokens.
@NullMarked
package dev.slipway.registry.auth;

import org.jspecify.annotations.NullMarked;
