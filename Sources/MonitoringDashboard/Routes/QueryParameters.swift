import Foundation
import HTTPTypes
import Hummingbird

extension Request {
    /// - Throws: 400 for a range that there isn't.
    func range(else fallback: TimeRange = .hour) throws(Problem) -> TimeRange {
        try TimeRange(parameter: uri.queryParameters["range"].map(String.init), else: fallback)
    }

    /// Series keys have commas in their labels: `keys` is given once for each, or several in one with `;` between them.
    func keys() throws(Problem) -> [String] {
        let keys = uri.queryParameters[values: "keys"].flatMap { $0.split(separator: ";") }.map(String.init)
        guard !keys.isEmpty, keys.count <= 100 else {
            throw Problem(.badRequest, "Give from 1 to 100 names of series as `keys`, with `;` between them.")
        }
        return keys
    }
}

extension AdminRequestContext {
    /// - Throws: 404.
    func segment(_ name: String) throws(Problem) -> String {
        guard let text = parameters.get(name)?.removingPercentEncoding else {
            throw Problem(.notFound, "There is no such page.")
        }
        return text
    }
}
