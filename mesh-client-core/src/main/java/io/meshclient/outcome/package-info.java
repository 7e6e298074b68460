/**
 * What became of attempts and calls: outcomes, verdicts, reports, and the exceptions that users catch. API.
 */
@NullMarked
package io.meshclient.outcome;

import org.jspecify.annotations.NullMarked;
