import HTTPTypes

/// All routes.
struct RouteTable: Sendable {
    let routes: [Route]

    /// What a request that the router has no handler for is told: 405 when the path is known, 404 otherwise.
    func problemForUnroutedRequest(method: HTTPRequest.Method, path: String) -> Problem {
        let allowed = methods(for: path)
        guard !allowed.isEmpty else { return .notFound }
        let list = allowed.map(\.rawValue).joined(separator: ", ")
        return Problem(.methodNotAllowed, "Allowed here: \(list).", fields: [.allow: list])
    }

    private func methods(for path: String) -> [HTTPRequest.Method] {
        let segments = path.split(separator: "/")
        let matching = routes.filter { Self.matches($0.path.split(separator: "/"), segments) }.map(\.method)
        let all = matching.contains(.get) ? matching + [.head] : matching
        return all.sorted { $0.rawValue < $1.rawValue }
    }

    private static func matches(_ template: [Substring], _ segments: [Substring]) -> Bool {
        template.count == segments.count
            && zip(template, segments).allSatisfy { part, segment in part.hasPrefix("{") || part == segment }
    }
}
