package health.salus.architecture.planted.node;

import health.salus.architecture.planted.client.Caller;

record ClientInside(Caller caller) {}
