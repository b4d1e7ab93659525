import Foundation

extension Table {
    /// What cases have counted besides their values.
    package init(details results: [CaseResult]) {
        self.init(["id", "detail", "value"])
        for result in results {
            for (name, value) in result.details.sorted(by: { $0.key < $1.key }) {
                add([
                    result.id, name,
                    value == value.rounded() ? String(format: "%.0f", value) : String(format: "%.4g", value),
                ])
            }
        }
    }
}
