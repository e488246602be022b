package health.salus.node.api;

import health.salus.client.api.Operations;
import health.salus.node.operations.OperationsView;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// How the node and its network are, for administrators: who may ask is for the resource server to say.
@RestController
final class OperationsApi {

    private final OperationsView view;

    OperationsApi(OperationsView view) {
        this.view = view;
    }

    @GetMapping("/api/operations")
    Operations operations() {
        return view.look();
    }
}
