package health.salus.architecture.planted.platform;

import org.springframework.http.HttpStatus;

record PageAnswer(HttpStatus status) {}
