package io.meshclient.benchmarks.faults.target;

import io.meshclient.benchmarks.faults.trial.Measure;
import java.util.List;

/**
 * What is told of a scene when it is over.
 *
 * @param saw what the callers saw
 * @param measures what was promised of it
 */
record Story(String saw, List<Measure> measures) {}
