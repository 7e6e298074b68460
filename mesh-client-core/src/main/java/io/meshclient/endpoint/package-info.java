/**
 * What a service's instances are: immutable endpoints and sets of them. API.
 */
@NullMarked
package io.meshclient.endpoint;

import org.jspecify.annotations.NullMarked;
