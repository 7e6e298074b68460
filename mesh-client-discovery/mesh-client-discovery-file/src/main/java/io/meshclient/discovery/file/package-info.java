/**
 * Endpoints from files on disk: a list of our own in YAML or JSON, or Prometheus' {@code file_sd}.
 */
@NullMarked
package io.meshclient.discovery.file;

import org.jspecify.annotations.NullMarked;
