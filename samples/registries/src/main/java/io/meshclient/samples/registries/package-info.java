/** Real registries as processes of their own, and how instances get into them. */
@NullMarked
package io.meshclient.samples.registries;

import org.jspecify.annotations.NullMarked;
