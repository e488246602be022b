package health.salus.client.bulk;

import health.salus.kernel.Octets;

/// What is sent at once: a bundle, or a single resource.
///
/// @param name the file, and the lines where it is a part of one; for reports
/// @param resources how many resources it holds
record ImportItem(String name, Shape shape, Octets body, long resources) {

    sealed interface Shape {

        /// A bundle of type `transaction` or `batch`.
        record Bundle() implements Shape {}

        /// A resource that keeps its id.
        record Identified(String type, String id) implements Shape {}

        /// A resource to which the node gives an id.
        record Nameless(String type) implements Shape {}
    }
}
