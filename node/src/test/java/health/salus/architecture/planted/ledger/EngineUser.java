package health.salus.architecture.planted.ledger;

import health.salus.architecture.planted.consensus.Engine;

record EngineUser(Engine engine) {}
