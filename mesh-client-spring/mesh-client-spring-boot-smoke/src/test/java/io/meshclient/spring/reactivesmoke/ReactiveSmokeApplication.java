package io.meshclient.spring.reactivesmoke;

import org.springframework.boot.autoconfigure.SpringBootApplication;

/** In a package of its own: the other application runs without WebClient and must not find reactive interfaces. */
@SpringBootApplication
public class ReactiveSmokeApplication {}
