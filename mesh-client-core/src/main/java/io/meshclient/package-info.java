/**
 * The mesh: its builder, wrapping of OkHttp clients, its view. API.
 */
@NullMarked
package io.meshclient;

import org.jspecify.annotations.NullMarked;
