package health.salus.architecture.planted.ledger;

import org.springframework.context.ApplicationContext;

record SpringLedger(ApplicationContext context) {}
