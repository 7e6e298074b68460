package io.meshclient.spring.autoconfigure.reactive;

import org.springframework.boot.autoconfigure.SpringBootApplication;

@SpringBootApplication
public class ReactiveApplication {}
