package io.meshclient.guard;

import io.meshclient.time.Internal;

/** An endpoint's answer to the question whether it takes an attempt. */
@Internal
public sealed interface AdmissionResult permits Admission, Refusal {}
